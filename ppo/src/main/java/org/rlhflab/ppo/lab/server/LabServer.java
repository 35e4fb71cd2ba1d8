package org.rlhflab.ppo.lab.server;

import io.helidon.http.NotFoundException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;

/// The server: binds to loopback, puts the [Guard] before everything, and turns what handlers throw
/// into one sentence.
public final class LabServer implements AutoCloseable {
  private static final Logger LIBRARY = Logger.getLogger("io.helidon");

  private final Token token;
  private final WebServer server;

  private LabServer(Token token, WebServer server) {
    this.token = token;
    this.server = server;
  }

  /// Answers requests of some kind.
  @FunctionalInterface
  public interface Routes {
    /// Adds what it answers.
    void addTo(Rules rules);
  }

  /// What answers an exchange.
  @FunctionalInterface
  public interface Answer {
    /// Sends exactly one answer.
    void to(Exchange exchange);
  }

  /// Where routes are added.
  public static final class Rules {
    private final HttpRouting.Builder routing;

    private Rules(HttpRouting.Builder routing) {
      this.routing = routing;
    }

    /// Reading.
    public Rules get(String path, Answer answer) {
      routing.get(path, handler(answer));
      return this;
    }

    /// Changing something.
    public Rules post(String path, Answer answer) {
      routing.post(path, handler(answer));
      return this;
    }

    private static Handler handler(Answer answer) {
      return (request, response) -> answer.to(new Exchange(request, response));
    }
  }

  /// Starts on a port, 0 for any that is free.
  public static LabServer start(int port, List<Routes> routes) {
    LIBRARY.setLevel(Level.OFF);
    checkFree(port);
    Token token = Token.create();
    WebServer[] started = new WebServer[1];
    Guard guard = new Guard(token, () -> started[0].port());
    WebServer server =
        WebServer.builder()
            .address(loopback())
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofMillis(200))
            .routing(routing -> {
              routing.addFilter(guard);
              routing.error(Refusal.class, LabServer::refuse);
              routing.error(BadInput.class, LabServer::badInput);
              routing.error(NotFoundException.class, LabServer::notFound);
              routing.error(RuntimeException.class, LabServer::defect);
              routing.get(Guard.DOOR, (request, response) -> open(guard, request, response));
              routes.forEach(each -> each.addTo(new Rules(routing)));
            })
            .build();
    started[0] = server;
    server.start();
    return new LabServer(token, server);
  }

  /// The port it listens on.
  public int port() {
    return server.port();
  }

  /// What to open in a browser.
  public String address() {
    return "http://127.0.0.1:" + port() + Guard.DOOR + "?token=" + token.text();
  }

  @Override
  public void close() {
    server.stop();
  }

  /// The library would share a port with whoever has it already.
  private static void checkFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, loopback())) {
      probe.setReuseAddress(false);
    } catch (IOException e) {
      throw new BadInput(
          "--port %d cannot be listened on: is a lab running there already? give another, or 0 for any that is free"
              .formatted(port));
    }
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void open(Guard guard, ServerRequest request, ServerResponse response) {
    if (!guard.opens(new Exchange(request, response).parameter("token").orElse(""))) {
      throw new Refusal(
          401, "this address is of an earlier start: open the one that the terminal shows now");
    }
    response.header("Set-Cookie", guard.cookieHeader());
    response.header("Location", "/");
    response.status(303);
    response.send();
  }

  private static void refuse(ServerRequest request, ServerResponse response, Refusal refusal) {
    answer(request, response, refusal.status(), String.valueOf(refusal.getMessage()));
  }

  private static void notFound(
      ServerRequest request, ServerResponse response, NotFoundException unknown) {
    answer(request, response, 404, "there is no such page here; the lab begins at /");
  }

  private static void badInput(ServerRequest request, ServerResponse response, BadInput problem) {
    answer(request, response, 422, String.valueOf(problem.getMessage()));
  }

  private static void defect(
      ServerRequest request, ServerResponse response, RuntimeException failure) {
    if (response.isSent() || failure instanceof java.io.UncheckedIOException) {
      throw failure;
    }
    answer(request, response, 500, "unexpected " + failure + "; please report it");
  }

  private static void answer(
      ServerRequest request, ServerResponse response, int status, String sentence) {
    response.status(status);
    if (request.path().path().startsWith("/api/")) {
      new Exchange(request, response).json(Map.of("error", sentence));
    } else {
      response.header("Content-Type", "text/plain; charset=utf-8");
      response.send(("RLHF Lab: " + sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /// A document as it is sent.
  static String text(Object document) {
    return Json.MAPPER.writeValueAsString(document);
  }
}
