package org.rlhflab.reward;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rlhflab.reward.data.DataGeneration;
import org.rlhflab.reward.data.DataValidation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rlhf data`: the shipped world and everything derived from it.
@Command(
    name = "data",
    description = "Make or check everything in data/ that is derived from the world.",
    subcommands = {DataCommand.Generate.class, DataCommand.Validate.class},
    synopsisSubcommandLabel = "(generate | validate)",
    mixinStandardHelpOptions = true)
public final class DataCommand {

  /// Which folder, and the seed of every chance.
  static final class Options {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "data",
        description = "the data folder (default: ${DEFAULT-VALUE})")
    Path data = Path.of("data");

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "" + DataGeneration.SHIPPED_SEED,
        description = "seed of every chance (default: ${DEFAULT-VALUE}, that of the shipped files)")
    long seed = DataGeneration.SHIPPED_SEED;
  }

  /// `rlhf data generate`
  @Command(
      name = "generate",
      description = "Rewrite corpus, prompts and demonstrations from data/world and the seed.",
      footer = {"", "Example:", "  rlhf data generate --data data --seed 7"},
      mixinStandardHelpOptions = true)
  static final class Generate implements Callable<Integer> {
    @Mixin private Options options = new Options();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      List<String> files = DataGeneration.write(options.data, options.seed);
      PrintWriter out = spec.commandLine().getOut();
      files.forEach(file -> out.println("written: " + options.data.resolve(file)));
      out.flush();
      return 0;
    }
  }

  /// `rlhf data validate`
  @Command(
      name = "validate",
      description = {
        "Check the world, the quotas of the evaluation prompts, that no evaluation phrasing occurs"
            + " in training text, and that all derived files are what the world and the seed make."
      },
      footer = {"", "Example:", "  rlhf data validate --data data"},
      mixinStandardHelpOptions = true)
  static final class Validate implements Callable<Integer> {
    @Mixin private Options options = new Options();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      DataValidation found = DataValidation.of(options.data, options.seed);
      PrintWriter out = spec.commandLine().getOut();
      out.printf("topics: %d, of which demonstrated: %d%n", found.topics(), found.demonstrated());
      out.printf(
          "evaluation prompts: %d (uncertain %d, unsafe %d, instructed %d,"
              + " on topics never demonstrated %d)%n",
          found.evaluationPrompts(),
          found.uncertain(),
          found.unsafe(),
          found.instructed(),
          found.neverDemonstrated());
      out.printf("raw text: %d bytes%n", found.corpusBytes());
      found.problems().forEach(problem -> out.println("problem: " + problem));
      out.println(found.problems().isEmpty() ? "sound" : found.problems().size() + " problems");
      out.flush();
      return found.problems().isEmpty() ? 0 : 1;
    }
  }
}
