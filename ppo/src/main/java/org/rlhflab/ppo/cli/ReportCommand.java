package org.rlhflab.ppo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.report.HeadlessBrowser;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.ppo.report.part.Page;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf report`: one page from finished runs.
@Command(
    name = "report",
    description = {
      "Write one HTML page of a finished run or comparison: the answer in a sentence, the pipeline,"
          + " the same questions answered at every stage, figures, curves, people, and where every"
          + " number came from.",
      "The page needs nothing beside it: open it from disk, project it, print it, attach it."
          + " Several runs become one page, with bands from the lowest run to the highest."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf report runs/demo",
      "  rlhf report runs/compare",
      "  rlhf report runs/experiment/verbose-bias.json",
      "  rlhf report runs/demo runs/demo-8 --out both.html",
      "  rlhf report runs/demo --png slides"
    })
public final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Folders that rlhf demo, rlhf run, rlhf compare or rlhf experiment has finished, or"
              + " one experiment's file of results.")
  private List<Path> folders = List.of();

  @Option(
      names = "--png",
      paramLabel = "DIR",
      description =
          "Also write a picture of the page and of every chart there, by an installed Chromium,"
              + " Chrome or Edge.")
  private @Nullable Path pictures;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// What was written.
  ///
  /// @param report the page
  /// @param bytes its size
  /// @param charts how many are in it
  /// @param pictures files of pictures
  private record Written(String report, long bytes, int charts, List<String> pictures) {}

  /// Beside what it is about.
  private static Path page(Path given) {
    return Files.isRegularFile(given)
        ? Path.of(given.toString().replaceFirst("\\.json$", "") + ".html")
        : RunFolder.of(given).report();
  }

  @Override
  public Integer call() {
    Console console = global.console();
    Path file = global.out().orElseGet(() -> page(folders.getFirst()));
    if (Files.isDirectory(file)) {
      throw BadInput.in(file, "is a folder; give the page's file with --out, such as page.html");
    }
    Optional<HeadlessBrowser> browser =
        Optional.ofNullable(pictures).map(_ -> HeadlessBrowser.find());
    Page page = Report.writeAny(folders, new DataFolder(global.data()), file);
    long bytes = file.toFile().length();
    console.print("%s, %,d kB: open it in a browser.".formatted(file, bytes / 1000));
    List<Path> written =
        pictures == null ? List.of() : browser.orElseThrow().pictures(file, page, pictures);
    written.forEach(picture -> console.print("  " + picture));
    console.json(
        new Written(
            file.toString(),
            bytes,
            page.charts().size(),
            written.stream().map(Path::toString).toList()));
    return 0;
  }
}
