package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.label.LabelValidation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rlhf labels`: what is to be done with label files.
@Command(
    name = "labels",
    description = "Look at label files before a model learns from them.",
    subcommands = LabelsCommand.Validate.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  rlhf labels validate data/labels/careful.jsonl")
public final class LabelsCommand {
  private static final int BAD_LINES = 2;

  /// `rlhf labels validate`: reads a whole file, whatever is wrong with it.
  @Command(
      name = "validate",
      description = {
        "Read a file of preferences or of ratings, plain or .gz, and count what is wrong with it.",
        "Exits with 2 if a line cannot be used. Labels whose two responses are the same are no"
            + " error: they are counted, and dropped in training."
      },
      footerHeading = "%nExample:%n",
      footer = "  rlhf labels validate data/labels/careful.jsonl --json")
  static final class Validate implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Preferences or ratings as JSON Lines.")
    private Path file = Path.of("");

    @Mixin private final GlobalOptions global = new GlobalOptions();

    @Override
    public Integer call() {
      Console console = global.console();
      LabelValidation found = LabelValidation.of(file);
      console.print(text(found));
      console.json(Json.tree(found));
      return found.bad() > 0 ? BAD_LINES : 0;
    }

    private String text(LabelValidation found) {
      StringBuilder text = new StringBuilder();
      found.problems().forEach(problem -> text.append(problem).append('\n'));
      long untold = found.bad() - found.problems().size();
      if (untold > 0) {
        text.append("... and %,d more bad lines\n".formatted(untold));
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %,d %s, %,d bad, %,d ties, %,d duplicates, %,d contradictions",
              file,
              found.records(),
              found.kind().equals("ratings") ? "ratings" : "labels",
              found.bad(),
              found.ties(),
              found.duplicates(),
              found.contradictions()));
      if (found.identical() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "\n%,d labels have the same text as chosen and as rejected: dropped in training",
                found.identical()));
      }
      return text.toString();
    }
  }
}
