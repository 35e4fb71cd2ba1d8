package org.rlhflab.ppo.lab.server;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One request and its answer, in the lab's terms: JSON in, JSON out, every text checked.
///
/// @param request as it came
/// @param response not yet sent
public record Exchange(ServerRequest request, ServerResponse response) {
  /// Longest JSON body in bytes: a click, a reason, a written answer.
  public static final int LONGEST_BODY = 64 * 1024;

  /// Sends a document.
  public void json(Object document) {
    bytes("application/json", Json.MAPPER.writeValueAsBytes(document));
  }

  /// Sends bytes as they are.
  public void bytes(String type, byte[] bytes) {
    response.header("Content-Type", type);
    response.send(bytes);
  }

  /// Sends a file to be kept.
  public void download(String type, String name, byte[] bytes) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
    response.header("Content-Disposition", "attachment; filename=\"" + plain + "\"");
    bytes(type, bytes);
  }

  /// A part of the address, `{name}` in the route.
  public String part(String name) {
    return request.path().pathParameters().get(name);
  }

  /// A parameter after the question mark.
  public Optional<String> parameter(String name) {
    return request.query().contains(name)
        ? request.query().first(name).asOptional()
        : Optional.empty();
  }

  /// One that must be there.
  public String required(String name) {
    return parameter(name)
        .orElseThrow(() -> Refusal.badRequest("\"" + name + "\" is missing in the address"));
  }

  /// The body as a JSON object.
  public ObjectNode body() {
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        throw new Refusal(
            413, "a request may have up to %d kB; shorten the text".formatted(LONGEST_BODY / 1024));
      }
      if (Json.MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8))
          instanceof ObjectNode object) {
        return object;
      }
      throw Refusal.badRequest("the request must be a JSON object");
    } catch (JacksonException e) {
      throw Refusal.badRequest("the request is no JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The body as a file of at most so many bytes, whole or not at all.
  public void bodyTo(Path file, long most) {
    AtomicFile.write(
        file,
        out -> {
          try (InputStream in = request.content().inputStream()) {
            byte[] buffer = new byte[64 * 1024];
            long all = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              all += n;
              if (all > most) {
                throw new Refusal(
                    413,
                    "a file may have up to %d MB here; use rlhf labels and rlhf compare for larger ones"
                        .formatted(most >> 20));
              }
              out.write(buffer, 0, n);
            }
          }
        });
  }

  /// Begins to send events.
  public EventStream events() {
    return new EventStream(response.sink(SseSink.TYPE));
  }

  /// Sends a page that was not written by us: a report. It runs apart from the lab, with no way
  /// back into it.
  public void foreignPage(byte[] html) {
    response.header(
        "Content-Security-Policy", "sandbox allow-scripts allow-downloads; frame-ancestors 'none'");
    bytes("text/html; charset=utf-8", html);
  }

  /// A text of a body.
  public static String text(ObjectNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isString()) {
      throw Refusal.badRequest("\"" + field + "\" must be a text");
    }
    return value.stringValue();
  }

  /// A number of a body.
  public static double number(ObjectNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw Refusal.badRequest("\"" + field + "\" must be a number");
    }
    return value.doubleValue();
  }
}
