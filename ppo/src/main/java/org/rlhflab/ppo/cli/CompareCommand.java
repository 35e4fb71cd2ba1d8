package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.ComparedArm;
import org.rlhflab.ppo.experiment.Shard;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rlhf compare`: arms by seeds.
@Command(
    name = "compare",
    description = {
      "Compare labels, people, weightings, algorithms or any setting over several seeds.",
      "Every arm is trained under the same seeds and judged on the same held-out prompts. Cells"
          + " run side by side on all cores; what is finished in the folder is reused, also by"
          + " another compare, and what was cut off goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf compare careful verbose-biased",
      "  rlhf compare mine.jsonl theirs.jsonl --seeds 7 --out runs/ours",
      "  rlhf compare plain=crowd,annotate.gold=30 \\",
      "      weighted=crowd,annotate.gold=30,reward-model.weighting=gold",
      "  rlhf compare one=careful four=careful,reward-models=4,ppo.ensemble=worst",
      "  rlhf compare careful dpo=careful,ppo.algorithm=dpo \\",
      "      length=careful,reward=length",
      "  rlhf compare near=careful,ppo.kl-coefficient=0.2 \\",
      "      far=careful,ppo.kl-coefficient=0",
      "  rlhf compare careful sloppy=careful,demonstrations=sloppy",
      "  rlhf compare careful some=careful,annotators.verbosity_bias=0.5",
      "  rlhf compare crowd --without crowd-careless-1",
      "  rlhf compare careful crowd --out /shared/one --shard 3/8"
    })
public final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "ARM",
      description = {
        "[NAME=]LABELS[,SETTING=VALUE...]: a label file, or people of the data who label fresh"
            + " pairs of the run's own answers.",
        "Several kinds of people in one crowd are joined by +; ratings:PEOPLE mark each response"
            + " alone. Settings: demonstrations, pairs, without (a person to leave out), reward"
            + " (length or gold in place of the reward model), reward-models (how many, an"
            + " ensemble), rounds (of labelling), until=reward-model (no policy), annotators.FIELD"
            + " (of people's profiles), and STAGE.OPTION as in --set."
      })
  private List<String> arms = List.of();

  @Option(
      names = "--without",
      paramLabel = "ANNOTATOR",
      description =
          "Compare every arm with itself without this person's labels, under the same seeds; given"
              + " again, without all of them.")
  private List<String> without = List.of();

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to judge models by (default: prompts/eval.jsonl of the data).")
  private @Nullable Path prompts;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ComparedOptions options = new ComparedOptions();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    int seeds = options.seeds();
    Shard part = options.shard();
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    Path out = global.out("compare");
    List<ComparedArm> compared = options.arms(asked(), data);
    console.say(
        "%d %s by %d %s into %s; what is finished there is reused."
            .formatted(
                compared.size(),
                compared.size() == 1 ? "arm" : "arms",
                seeds,
                seeds == 1 ? "seed" : "seeds",
                out));
    Path heldOut = prompts == null ? data.prompts("eval") : prompts;
    CompareResults results = options.run(compared, out, heldOut, data, global, console);
    ComparePage page = new ComparePage(console, results);
    page.print();
    page.write(out, GivenCommand.of(spec, global.seed()), data);
    console.json(results);
    return result(results, part);
  }

  /// Every arm, each followed by its counterfactual where one is asked for.
  private List<String> asked() {
    return without.isEmpty()
        ? arms
        : arms.stream().flatMap(it -> Stream.of(it, ArmArgument.without(it, without))).toList();
  }

  /// Cells that other shards make are no failure.
  private static int result(CompareResults results, Shard part) {
    if (!results.failed().isEmpty()) {
      throw new TrainingFailed(
          "%d of the cells failed, and their seeds are left out: %s"
              .formatted(results.failed().size(), String.join("; ", results.failed())));
    }
    if (results.seeds().isEmpty() && part.equals(Shard.WHOLE)) {
      throw new TrainingFailed("no seed has all its cells");
    }
    return 0;
  }
}
