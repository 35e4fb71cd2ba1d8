package org.rlhflab.ppo.lab;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// What a browser does, without a screen.
final class LabClient {
  private final String origin;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  LabClient(String address) throws IOException, InterruptedException {
    this.origin = address.replaceFirst("/open.*", "");
    http.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  record Reply(int status, String text) {
    JsonNode json() {
      if (status != 200) {
        throw new AssertionError(status + " " + text);
      }
      return Json.MAPPER.readTree(text);
    }
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(origin + path)));
  }

  Reply post(String path, Map<String, Object> body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(origin + path))
            .header("Origin", origin)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))));
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.body());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Labels the next pair.
  JsonNode label(String person, JsonNode task, String side)
      throws IOException, InterruptedException {
    return post(
            "/api/pairs?person=" + encoded(person),
            Map.of(
                "task",
                task.get("task").stringValue(),
                "side",
                side,
                "seconds",
                4.5,
                "rationale",
                ""))
        .json();
  }

  JsonNode register(String person) throws IOException, InterruptedException {
    post("/api/people", Map.of("name", person)).json();
    return get("/api/pairs?person=" + encoded(person)).json();
  }
}
