package org.rlhflab.reward;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.data.DataGeneration;
import org.rlhflab.reward.data.DataGeneration.DerivedFile;
import org.rlhflab.reward.data.DataValidation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rlhf data`: the shipped world and everything derived from it.
@Command(
    name = "data",
    description = "Make or check everything in data/ that is derived from the world.",
    subcommands = {DataCommand.Generate.class, DataCommand.Validate.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  rlhf data validate")
public final class DataCommand {
  private static final int UNSOUND = 1;

  /// `rlhf data generate`
  @Command(
      name = "generate",
      description = {
        "Rewrite corpus, prompts, demonstrations and labels from the world, the annotators and the"
            + " seed, in the data folder itself.",
        "The default seed is that of the shipped files, which come out byte for byte."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  rlhf data generate",
        "  rlhf data generate --data my-data --seed 11     a world of your own"
      })
  static final class Generate implements Callable<Integer> {
    @Mixin private final GlobalOptions global = new GlobalOptions();

    /// Its JSON document.
    private record Summary(String data, long seed, long bytes, List<DerivedFile> files) {}

    @Override
    public Integer call() {
      refuseOut(global);
      Console console = global.console();
      List<DerivedFile> files =
          DataGeneration.write(global.data(), global.seed(), console.progress());
      for (DerivedFile file : files) {
        String state = file.changed() ? "written" : "as it was";
        console.say(line("%-35s %,9d bytes  %s", file.name(), file.bytes(), state));
      }
      long bytes = files.stream().mapToLong(DerivedFile::bytes).sum();
      long changed = files.stream().filter(DerivedFile::changed).count();
      console.print(
          line(
              "%d files, %,d bytes, from seed %d in %s; %d written, the others were so already",
              files.size(), bytes, global.seed(), global.data(), changed));
      console.json(new Summary(global.data().toString(), global.seed(), bytes, files));
      return 0;
    }
  }

  /// `rlhf data validate`
  @Command(
      name = "validate",
      description = {
        "Check the world, the quotas of the evaluation prompts, that no evaluation phrasing occurs"
            + " in training text, and that all derived files are what the world, the annotators"
            + " and the seed make.",
        "Exits with 1 if anything is wrong."
      },
      footerHeading = "%nExamples:%n",
      footer = {"  rlhf data validate", "  rlhf data validate --data my-data --seed 11 --json"})
  static final class Validate implements Callable<Integer> {
    @Mixin private final GlobalOptions global = new GlobalOptions();

    @Override
    public Integer call() {
      refuseOut(global);
      Console console = global.console();
      DataValidation found = DataValidation.of(global.data(), global.seed(), console.progress());
      console.say(
          line("topics: %d, of which demonstrated: %d", found.topics(), found.demonstrated()));
      console.say(
          line(
              "evaluation prompts: %d (uncertain %d, unsafe %d, instructed %d, on topics never"
                  + " demonstrated %d)",
              found.evaluationPrompts(),
              found.uncertain(),
              found.unsafe(),
              found.instructed(),
              found.neverDemonstrated()));
      console.say(
          line(
              "demonstrations: %,d; labels: %,d; ratings: %,d",
              found.demonstrations(), found.labels(), found.ratings()));
      console.say(line("raw text: %,d bytes; all: %,d", found.corpusBytes(), found.bytes()));
      found.problems().forEach(problem -> console.print("problem: " + problem));
      int problems = found.problems().size();
      console.print(problems == 0 ? "sound" : line("problems: %d", problems));
      console.json(found);
      return problems == 0 ? 0 : UNSOUND;
    }
  }

  private static void refuseOut(GlobalOptions global) {
    global
        .out()
        .ifPresent(folder -> {
          throw new BadInput(
              "--out %s has no meaning for data, whose files lie in the data folder; name that folder with --data"
                  .formatted(folder));
        });
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
