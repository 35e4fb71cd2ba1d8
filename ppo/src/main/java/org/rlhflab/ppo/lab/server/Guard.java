package org.rlhflab.ppo.lab.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom the lab answers: pages that it served itself, to a browser on this machine that was opened
/// by the address in the terminal. Every request passes here first.
///
/// | attack                                           | what stops it                              |
/// |--------------------------------------------------|--------------------------------------------|
/// | another machine asks                             | the server listens on loopback only        |
/// | a name that an attacker points at 127.0.0.1      | `Host` must be loopback and our port       |
/// | a page of another site sends a request           | `Origin` and `Sec-Fetch-Site` must be ours |
/// | a form or image of another site, without `Origin`| the cookie is `SameSite=Strict`; bodies must be JSON or bytes |
/// | another user of this machine                     | the token, which the terminal alone shows  |
/// | a text that is a script                          | the content policy; pages set text only    |
///
/// Sources: OWASP, Cross-Site Request Forgery Prevention; W3C, Fetch Metadata Request Headers.
public final class Guard implements Filter {
  /// Where the address in the terminal leads: it leaves the token as a cookie.
  public static final String DOOR = "/open";

  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);
  private static final Set<String> BODIES = Set.of("application/json", "application/octet-stream");

  private final Token token;
  private final java.util.function.IntSupplier port;

  /// With the secret of this start; the port is known once the server listens.
  public Guard(Token token, java.util.function.IntSupplier port) {
    this.token = token;
    this.port = port;
  }

  /// The cookie's name: ports of one host share their cookies.
  String cookie() {
    return "rlhf-lab-" + port.getAsInt();
  }

  /// What the door sets.
  String cookieHeader() {
    return cookie() + "=" + token.text() + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /// Whether somebody at the door has the secret.
  boolean opens(String given) {
    return token.is(given);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("X-Frame-Options", "DENY");
    response.header("Referrer-Policy", "no-referrer");
    response.header("Cross-Origin-Opener-Policy", "same-origin");
    response.header("Cross-Origin-Resource-Policy", "same-origin");
    response.header("Cache-Control", "no-store");
    checkHost(request.headers().first(HeaderNames.HOST));
    checkOrigin(request);
    if (!request.path().path().equals(DOOR)) {
      checkToken(request);
    }
    if (!READING.contains(request.prologue().method())) {
      checkBody(request);
    }
    chain.proceed();
  }

  private void checkHost(Optional<String> host) {
    if (host.isEmpty() || !ours().contains(host.get())) {
      throw new Refusal(
          403, "the lab answers to " + String.join(" and ", ours()) + " only, see the terminal");
    }
  }

  private List<String> ours() {
    return List.of("127.0.0.1:" + port.getAsInt(), "localhost:" + port.getAsInt());
  }

  private void checkOrigin(RoutingRequest request) {
    boolean reading = READING.contains(request.prologue().method());
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    boolean foreign = origin.isPresent() && !origin.get().equals("http://" + host);
    String site = request.headers().first(FETCH_SITE).orElse("same-origin");
    boolean fromElsewhere = !Set.of("same-origin", "none").contains(site);
    // A link in another page may lead to the door: without the token it opens nothing.
    boolean atTheDoor = reading && request.path().path().equals(DOOR);
    if (foreign || (fromElsewhere && !atTheDoor) || (!reading && origin.isEmpty())) {
      throw new Refusal(403, "the lab takes requests from its own pages only");
    }
  }

  private void checkToken(RoutingRequest request) {
    if (!token.is(request.headers().cookies().first(cookie()).orElse(""))) {
      throw new Refusal(
          401,
          "this page belongs to an earlier start of the lab, or to nobody: open the address that"
              + " the terminal shows");
    }
  }

  private static void checkBody(RoutingRequest request) {
    String type =
        request.headers().contentType().map(it -> it.mediaType().text()).orElse("nothing");
    if (!BODIES.contains(type)) {
      throw new Refusal(
          415, "send application/json, or application/octet-stream for a file; got " + type);
    }
  }
}
