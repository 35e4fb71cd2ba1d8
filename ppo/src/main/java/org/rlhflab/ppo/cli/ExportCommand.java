package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rlhflab.pretrain.export.Gpt2Config.Architecture;
import org.rlhflab.pretrain.export.HuggingFaceFolder;
import org.rlhflab.pretrain.model.Gpt2Checkpoint;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.model.RewardModelFolder;
import org.rlhflab.reward.model.SequenceClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf export`: a model folder that Hugging Face's tools open.
@Command(
    name = "export",
    description = {
      "Write a model as a folder that Hugging Face's tools open: config.json,"
          + " model.safetensors, tokenizer.json and what belongs to them.",
      "Models that write become a GPT2LMHeadModel, which 'rlhf generate', 'chat' and 'evaluate'"
          + " read too; a reward model becomes a GPT2ForSequenceClassification."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf export --model runs/run/4-ppo --out my-policy",
      "  rlhf generate --model my-policy --prompt \"What is a stack?\""
    })
public final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a model or of the stage that trained it.")
  private Path model = Path.of("");

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// What was written.
  ///
  /// @param model the folder that was read
  /// @param out the folder that was written
  /// @param architecture the class of transformers that opens it
  /// @param parameters numbers in it
  /// @param tied whether the head is the token embedding
  /// @param dropped heads that the class has no place for
  /// @param files the files' names
  private record Export(
      String model,
      String out,
      String architecture,
      long parameters,
      boolean tied,
      List<String> dropped,
      List<String> files) {}

  @Override
  public Integer call() {
    Path out = global.out("export");
    HuggingFaceFolder.checkFree(out, global.fresh());
    ModelFolder read = ModelFolder.read(model);
    HuggingFaceFolder folder =
        read.kind() == ModelFolder.Kind.REWARD_MODEL
            ? rewardModel()
            : Gpt2Checkpoint.of(read.gpt(), read.tokenizer());
    folder.write(out);
    Architecture architecture = folder.config().architecture();
    Export export =
        new Export(
            model.toString(),
            out.toString(),
            architecture.className(),
            folder.parameters(),
            folder.config().tied(),
            dropped(read.kind(), read.gpt().hasHead("value")),
            HuggingFaceFolder.files(architecture));
    show(export, architecture, global.console());
    return 0;
  }

  private HuggingFaceFolder rewardModel() {
    try (Workers workers = new Workers(1)) {
      return SequenceClassifier.of(RewardModelFolder.read(model, workers), model);
    }
  }

  private static List<String> dropped(ModelFolder.Kind kind, boolean hasValueHead) {
    return switch (kind) {
      case LANGUAGE_MODEL -> List.of();
      case POLICY -> hasValueHead ? List.of("value head") : List.of();
      case REWARD_MODEL -> List.of("language-model head");
    };
  }

  private static void show(Export export, Architecture architecture, Console console) {
    for (String head : export.dropped()) {
      console.say("The " + head + " is left out: a " + export.architecture() + " has none.");
    }
    console.print(
        String.format(
            Locale.ROOT,
            "%s holds a %s of %,d parameters. To open it:",
            export.out(),
            export.architecture(),
            export.parameters()));
    console.print(
        architecture == Architecture.LANGUAGE_MODEL
            ? "  rlhf generate --model \"%s\" --prompt \"What is a stack?\"".formatted(export.out())
            : "  transformers.AutoModelForSequenceClassification.from_pretrained(\"%s\")"
                .formatted(export.out()));
    console.json(export);
  }
}
