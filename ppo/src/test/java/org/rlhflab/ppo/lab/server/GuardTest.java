package org.rlhflab.ppo.lab.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each way in that must be closed, tried by hand-written requests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {
  private Path folder = Path.of("");
  private LabServer server;
  private String cookie = "";

  @BeforeAll
  void start(@TempDir Path shared) {
    folder = shared;
    server =
        LabServer.start(
            0,
            List.of(rules ->
                rules
                    .get("/api/secret", exchange -> exchange.json(Map.of("secret", "kept")))
                    .post("/api/change", exchange -> exchange.json(exchange.body()))
                    .post(
                        "/api/file",
                        exchange -> {
                          exchange.bodyTo(folder.resolve("file"), 1 << 20);
                          exchange.json(Map.of());
                        })));
    String token = server.address().replaceFirst(".*token=", "");
    cookie = "rlhf-lab-" + server.port() + "=" + token;
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /// Sends exactly these lines and gives back all that comes.
  private String send(String... head) throws IOException {
    return send(head, new byte[0]);
  }

  private String send(String[] head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String lines = String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return answer(new DataInputStream(socket.getInputStream()));
    }
  }

  /// Head and body: some refusals leave the connection open.
  private static String answer(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
    byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
    return head + new String(body, StandardCharsets.UTF_8);
  }

  private String host() {
    return "Host: 127.0.0.1:" + server.port();
  }

  private String origin() {
    return "Origin: http://127.0.0.1:" + server.port();
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    if (status != 200) {
      assertFalse(answer.contains("kept"), answer);
    }
  }

  @Test
  void whoHasTheTokenIsAnswered() throws IOException {
    String answer = send("GET /api/secret HTTP/1.1", host(), "Cookie: " + cookie);
    assertStatus(200, answer);
    assertTrue(answer.endsWith("{\"secret\":\"kept\"}"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example",
        "attacker.example:80",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]",
        ""
      })
  void aNameThatAnAttackerPointsHereIsRefused(String name) throws IOException {
    String answer = send("GET /api/secret HTTP/1.1", "Host: " + name, "Cookie: " + cookie);
    assertTrue(answer.startsWith("HTTP/1.1 403") || answer.startsWith("HTTP/1.1 400"), answer);
    assertFalse(answer.contains("kept"), answer);
  }

  @Test
  void aRequestWithoutTokenIsRefused() throws IOException {
    assertStatus(401, send("GET /api/secret HTTP/1.1", host()));
  }

  @Test
  void aGuessedTokenIsRefused() throws IOException {
    String guess = "rlhf-lab-" + server.port() + "=" + "0".repeat(64);
    assertStatus(401, send("GET /api/secret HTTP/1.1", host(), "Cookie: " + guess));
    assertStatus(401, send("GET /open?token=" + "0".repeat(64) + " HTTP/1.1", host()));
  }

  @Test
  void theDoorLeavesACookieThatNoScriptAndNoOtherSiteGets() throws IOException {
    String address = server.address().replaceFirst("http://[^/]*", "");
    String answer = send("GET " + address + " HTTP/1.1", host(), "Sec-Fetch-Site: cross-site");
    assertStatus(303, answer);
    assertTrue(answer.contains("HttpOnly; SameSite=Strict"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://attacker.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"})
  void aPageOfAnotherSiteIsRefusedEvenWithTheCookie(String origin) throws IOException {
    assertStatus(
        403, send("GET /api/secret HTTP/1.1", host(), "Cookie: " + cookie, "Origin: " + origin));
    assertStatus(
        403,
        send(
            new String[] {
              "POST /api/change HTTP/1.1",
              host(),
              "Cookie: " + cookie,
              "Origin: " + origin,
              "Content-Type: application/json",
              "Content-Length: 2"
            },
            "{}".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void whatTheBrowserSaysCameFromElsewhereIsRefused(String site) throws IOException {
    assertStatus(
        403,
        send("GET /api/secret HTTP/1.1", host(), "Cookie: " + cookie, "Sec-Fetch-Site: " + site));
  }

  @Test
  void aChangeWithoutOriginIsRefused() throws IOException {
    assertStatus(
        403,
        send(
            "POST /api/change HTTP/1.1",
            host(),
            "Cookie: " + cookie,
            "Content-Type: application/json",
            "Content-Length: 0"));
  }

  @Test
  void aFormIsNoRequestOfOurs() throws IOException {
    assertStatus(
        415,
        send(
            new String[] {
              "POST /api/change HTTP/1.1",
              host(),
              origin(),
              "Cookie: " + cookie,
              "Content-Type: text/plain",
              "Content-Length: 2"
            },
            "{}".getBytes(StandardCharsets.UTF_8)));
  }

  private String post(String path, String type, byte[] body) throws IOException {
    return send(
        new String[] {
          "POST " + path + " HTTP/1.1",
          host(),
          origin(),
          "Cookie: " + cookie,
          "Content-Type: " + type,
          "Content-Length: " + body.length
        },
        body);
  }

  @Test
  void aTextThatIsTooLongIsRefusedInOneSentence() throws IOException {
    String long_ = "{\"text\":\"" + "x".repeat(Exchange.LONGEST_BODY) + "\"}";
    String answer = post("/api/change", "application/json", long_.getBytes(StandardCharsets.UTF_8));
    assertStatus(413, answer);
    assertTrue(answer.contains("a request may have up to 64 kB; shorten the text"), answer);
  }

  @Test
  void aFileThatIsTooLargeLeavesNothingBehind() throws IOException {
    String answer = post("/api/file", "application/octet-stream", new byte[(1 << 20) + 1]);
    assertStatus(413, answer);
    assertTrue(answer.contains("a file may have up to 1 MB here"), answer);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "no json", "", "{\"a\":1,\"a\":2}"})
  void aBodyThatIsNoJsonObjectIsRefused(String body) throws IOException {
    assertStatus(
        400, post("/api/change", "application/json", body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyAnswerCarriesTheStrictPolicy() throws IOException {
    for (String answer :
        List.of(
            send("GET /api/secret HTTP/1.1", host(), "Cookie: " + cookie),
            send("GET /nothing HTTP/1.1", host(), "Cookie: " + cookie),
            send("GET /api/secret HTTP/1.1", host()))) {
      assertTrue(answer.contains("Content-Security-Policy: default-src 'none';"), answer);
      assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
      assertFalse(answer.contains("Access-Control-Allow"), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/lab.css/../../../../etc/passwd",
        "//etc/passwd",
        "/lab.css%00.html"
      })
  void noAddressLeadsToTheDisk(String path) throws IOException {
    String answer = send("GET " + path + " HTTP/1.1", host(), "Cookie: " + cookie);
    assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    assertFalse(answer.contains("root:"), answer);
  }

  @Test
  void noOtherAddressOfThisMachineIsListenedOn() throws IOException {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address :
          each.inetAddresses().filter(it -> !it.isLoopbackAddress()).toList()) {
        try (Socket socket = new Socket()) {
          assertThrows(
              IOException.class,
              () -> socket.connect(new InetSocketAddress(address, server.port()), 300),
              address.toString());
        }
      }
    }
    assertThrows(
        ConnectException.class,
        () -> new Socket(InetAddress.getByName("127.0.0.2"), server.port()).close());
  }

  @Test
  void aPortThatIsTakenIsSaidSo() {
    var problem =
        assertThrows(
            org.rlhflab.pretrain.stage.BadInput.class,
            () -> LabServer.start(server.port(), List.of()));
    assertTrue(String.valueOf(problem.getMessage()).contains("cannot be listened on"));
  }

  @Test
  void everyStartHasAnotherToken() {
    assertFalse(Token.create().is(Token.create().text()));
  }
}
