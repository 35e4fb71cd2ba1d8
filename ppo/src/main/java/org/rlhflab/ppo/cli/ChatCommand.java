package org.rlhflab.ppo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rlhflab.ppo.evaluation.NamedModel;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf chat`: a question a line, answered by each model.
@Command(
    name = "chat",
    description = {
      "Ask one model, or several side by side, a question a line.",
      "The models are toys: they know one small world and nothing of what was asked before."
          + " /topics lists some of it, /seed N draws other answers, /quit ends."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf chat --model runs/run/2-sft --model runs/run/4-ppo",
      "  echo \"What is a stack?\" | rlhf chat --model runs/run/4-ppo --quiet"
    })
public final class ChatCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a model or of the stage that trained it; may be given again.")
  private List<Path> models = List.of();

  @Mixin private final GenerateCommand.Options options = new GenerateCommand.Options();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() throws IOException {
    Sampling sampling = options.toSampling();
    World world = WorldReader.read(new DataFolder(global.data()).world());
    List<NamedModel> named = NamedModel.read(models);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Workers workers = new Workers(global.threads())) {
      List<Speaker> speakers =
          named.stream().map(model -> new Speaker(model, false, workers)).toList();
      new Conversation(speakers, sampling, world, global.console("chat"), global.seed())
          .run(lines, global.quiet() ? "" : "> ");
    }
    return 0;
  }
}
