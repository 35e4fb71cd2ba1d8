package org.rlhflab.ppo.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.part.Page;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;

/// An installed browser that takes pictures of a page without showing it.
///
/// @param program its executable
public record HeadlessBrowser(Path program) {
  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          "microsoft-edge",
          "msedge");

  private static final List<String> PLACES =
      List.of(
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
          "C:/Program Files/Google/Chrome/Application/chrome.exe",
          "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
          "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
          "C:/Program Files/Microsoft/Edge/Application/msedge.exe");

  private static final int SECONDS = 90;

  /// The first one on the path or in its usual place.
  public static HeadlessBrowser find() {
    return find(System.getenv())
        .orElseThrow(() ->
            new BadInput(
                "--png needs an installed Chromium, Chrome or Edge, and none was found on the PATH"
                    + " or in its usual place; install one, or save pictures from the page"
                    + " itself"));
  }

  static Optional<HeadlessBrowser> find(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    Stream<Path> onPath =
        Stream.of(path.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .flatMap(folder ->
                NAMES.stream()
                    .flatMap(name -> Stream.of(name, name + ".exe"))
                    .map(name -> Path.of(folder, name)));
    Stream<Path> usual =
        environment.containsKey("PATH") ? PLACES.stream().map(Path::of) : Stream.of();
    return Stream.concat(onPath, usual)
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(HeadlessBrowser::new);
  }

  /// Takes a picture of the page's beginning and of every chart, as wide as a slide.
  ///
  /// @return the files in `folder`
  public List<Path> pictures(Path html, Page page, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileFailure.writing(folder, e);
    }
    String address = html.toAbsolutePath().toUri().toString();
    List<Path> files = new ArrayList<>();
    files.add(picture(address, folder.resolve("page.png")));
    for (Chart chart : page.charts()) {
      files.add(picture(address + "#slide=" + chart.id(), folder.resolve(chart.id() + ".png")));
    }
    return files;
  }

  private Path picture(String address, Path file) {
    try {
      Path profile = Files.createTempDirectory("rlhf-browser-");
      Path shot = profile.resolve("picture.png");
      try {
        run(command(address, profile, shot));
        if (!Files.exists(shot)) {
          throw new BadInput(
              "%s took no picture of %s; try another browser".formatted(program, address));
        }
        byte[] png = Files.readAllBytes(shot);
        AtomicFile.write(file, out -> out.write(png));
      } finally {
        delete(profile);
      }
      return file;
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  private List<String> command(String address, Path profile, Path shot) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1600,900",
            "--virtual-time-budget=4000",
            "--user-data-dir=" + profile,
            "--screenshot=" + shot));
    // Chromium refuses to sandbox for root, as in a container; the page is our own file.
    if (System.getProperty("user.name").toLowerCase(Locale.ROOT).equals("root")) {
      command.add("--no-sandbox");
    }
    command.add(address);
    return command;
  }

  private void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new BadInput(
            "%s did not end within %d s; try another browser".formatted(program, SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInput("interrupted while " + program + " was taking a picture");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
