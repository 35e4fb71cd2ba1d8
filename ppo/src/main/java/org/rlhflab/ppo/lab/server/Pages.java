package org.rlhflab.ppo.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The pages with their scripts and styles, each known by its name beforehand: no address leads to
/// any other file.
public final class Pages implements LabServer.Routes {
  /// A page's address and its file.
  private static final Map<String, String> PAGES =
      Map.of(
          "/", "home.html",
          "/tour", "tour.html",
          "/annotate", "annotate.html",
          "/train", "train.html",
          "/bench", "bench.html",
          "/research", "research.html");

  private static final List<String> PARTS =
      List.of(
          "lab.css",
          "api.js",
          "shell.js",
          "dom.js",
          "curve.js",
          "answers.js",
          "figures.js",
          "jobs.js",
          "person.js",
          "home.js",
          "tour.js",
          "lesson.js",
          "exercises.js",
          "annotate.js",
          "pairs.js",
          "feedback.js",
          "ratings.js",
          "demonstrations.js",
          "train.js",
          "bench.js",
          "bench-settings.js",
          "flip.js",
          "research.js");

  private final Map<String, byte[]> read = new ConcurrentHashMap<>();

  @Override
  public void addTo(LabServer.Rules rules) {
    PAGES.forEach((address, file) ->
        rules.get(address, exchange -> exchange.bytes("text/html; charset=utf-8", bytes(file))));
    PARTS.forEach(
        file -> rules.get("/" + file, exchange -> exchange.bytes(type(file), bytes(file))));
  }

  private static String type(String file) {
    return (file.endsWith(".css") ? "text/css" : "text/javascript") + "; charset=utf-8";
  }

  private byte[] bytes(String file) {
    return read.computeIfAbsent(file, Pages::resource);
  }

  private static byte[] resource(String file) {
    String name = "/org/rlhflab/ppo/lab/page/" + file;
    try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
