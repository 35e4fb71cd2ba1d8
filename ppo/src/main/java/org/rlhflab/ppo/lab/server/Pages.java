package org.rlhflab.ppo.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.rlhflab.ppo.report.SharedParts;

/// The pages with their scripts and styles, each known by its name beforehand: no address leads to
/// any other file.
///
/// A page is `frame.html` around the page's own part; its script has its name.
public final class Pages implements LabServer.Routes {
  /// A page.
  ///
  /// @param address where it is asked for
  /// @param name of its file and script
  /// @param title in the browser's title bar
  private record LabPage(String address, String name, String title) {}

  private static final List<LabPage> PAGES =
      List.of(
          new LabPage("/", "home", "Lab"),
          new LabPage("/tour", "tour", "Guided tour"),
          new LabPage("/annotate", "annotate", "Annotate"),
          new LabPage("/train", "train", "Train on my labels"),
          new LabPage("/bench", "bench", "Instructor's bench"),
          new LabPage("/research", "research", "Researcher's corner"));

  private static final String SHARED_STYLE = "shared.css";

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
    PAGES.forEach(
        page -> serve(rules, page.address(), "text/html; charset=utf-8", () -> html(page)));
    PARTS.forEach(file -> serve(rules, "/" + file, type(file), () -> resource(file)));
    serve(rules, "/" + SHARED_STYLE, type(SHARED_STYLE), SharedParts::style);
  }

  /// Text that is read when it is first asked for, and then kept.
  private void serve(LabServer.Rules rules, String address, String type, Supplier<String> text) {
    rules.get(
        address,
        exchange ->
            exchange.bytes(
                type,
                read.computeIfAbsent(address, _ -> text.get().getBytes(StandardCharsets.UTF_8))));
  }

  private static String html(LabPage page) {
    return resource("frame.html")
        .replace("{{title}}", page.title())
        .replace("{{name}}", page.name())
        .replace("{{content}}", resource(page.name() + ".html"))
        .replace("{{cycle}}", SharedParts.cycle());
  }

  private static String type(String file) {
    return (file.endsWith(".css") ? "text/css" : "text/javascript") + "; charset=utf-8";
  }

  private static String resource(String file) {
    String name = "/org/rlhflab/ppo/lab/page/" + file;
    try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
