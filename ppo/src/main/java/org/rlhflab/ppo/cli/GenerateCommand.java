package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.evaluation.NamedModel;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf generate`: what models write, side by side.
@Command(
    name = "generate",
    description = "Have one model, or several side by side, answer questions or go on with a text.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf generate --model runs/run/2-sft --model runs/run/4-ppo \\",
      "                --prompt \"What is a stack?\" --samples 3",
      "  rlhf generate --model runs/run/1-pretrain --raw --prompt \"The moon\""
    })
public final class GenerateCommand implements Callable<Integer> {

  /// How tokens are drawn, for every command that shows what models write.
  public static final class Options {
    @Option(
        names = "--temperature",
        paramLabel = "T",
        description = "0 takes the likeliest token each time (default: ${DEFAULT-VALUE}).")
    private double temperature = 0.7;

    @Option(
        names = "--top-k",
        paramLabel = "K",
        description =
            "Draw from the K likeliest tokens; 0 is no limit (default: ${DEFAULT-VALUE}).")
    private int topK;

    @Option(
        names = "--top-p",
        paramLabel = "P",
        description =
            "Draw from the likeliest tokens that together reach this probability (default:"
                + " ${DEFAULT-VALUE}, no limit).")
    private double topP = 1;

    @Option(
        names = "--max-tokens",
        paramLabel = "N",
        description = "Longest answer in tokens (default: ${DEFAULT-VALUE}).")
    private int maxTokens = 128;

    /// The sampling, if it makes sense.
    public Sampling toSampling() {
      if (maxTokens < 1) {
        throw new BadInput("--max-tokens must be at least 1, got " + maxTokens);
      }
      try {
        return new Sampling(temperature, topK, topP, maxTokens);
      } catch (IllegalArgumentException e) {
        throw new BadInput("--" + e.getMessage());
      }
    }
  }

  /// Where prompts come from.
  private static final class Source {
    @Option(names = "--prompt", paramLabel = "TEXT", description = "One question, or a beginning.")
    private @Nullable String prompt;

    @Option(
        names = "--prompts",
        paramLabel = "FILE",
        description = "Many, as JSON Lines with \"prompt\".")
    private @Nullable Path prompts;

    List<String> texts() {
      return prompts != null
          ? PromptFile.read(prompts).stream().map(Prompt::prompt).toList()
          : List.of(prompt == null ? "" : prompt);
    }
  }

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a model or of the stage that trained it; may be given again.")
  private List<Path> models = List.of();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description = "Answers to each prompt (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--raw",
      description = "Go on with the text as it is, without putting it as a question.")
  private boolean raw;

  @Mixin private final Options options = new Options();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    if (samples < 1) {
      throw new BadInput("--samples must be at least 1, got " + samples);
    }
    Sampling sampling = options.toSampling();
    List<String> prompts = source.texts();
    if (!raw && prompts.stream().anyMatch(String::isBlank)) {
      throw new BadInput("--prompt is empty; ask something, or let the model begin with --raw");
    }
    List<NamedModel> named = NamedModel.read(models);
    Console console = global.console("generate");
    try (Workers workers = new Workers(global.threads())) {
      List<Speaker> speakers =
          named.stream().map(model -> new Speaker(model, raw, workers)).toList();
      for (Speaker speaker : speakers) {
        prompts.forEach(prompt -> speaker.complaint(prompt).ifPresent(GenerateCommand::refuse));
      }
      List<Answer> all = new ArrayList<>();
      for (int p = 0; p < prompts.size(); p++) {
        long seed = new RandomStreams(global.seed()).key("generate", Integer.toString(p));
        List<Answer> answers = new ArrayList<>();
        for (Speaker speaker : speakers) {
          answers.addAll(speaker.answer(prompts.get(p), samples, sampling, seed));
        }
        console.print((p == 0 ? "" : "\n") + Answer.shown(prompts.get(p), answers, raw));
        all.addAll(answers);
      }
      console.json(Map.of("responses", all));
    }
    return 0;
  }

  private static void refuse(String complaint) {
    throw new BadInput(complaint);
  }
}
