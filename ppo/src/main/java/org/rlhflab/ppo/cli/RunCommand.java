package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.ppo.pipeline.OneArmRun;
import org.rlhflab.ppo.pipeline.RunReport;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.Annotation;
import org.rlhflab.reward.RewardModelStage;
import org.rlhflab.reward.SkipBadOption;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rlhf run`: all four stages once.
@Command(
    name = "run",
    description = {
      "All four stages once: on a label file of yours, or on simulated people's fresh labels of the"
          + " run's own answers.",
      "Ends with the judgment of the known truth on base, fine-tuned model and policy. What is"
          + " finished in the folder already is reused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf run --annotators careless --out runs/careless",
      "  rlhf run --labels my-labels.jsonl --out runs/mine",
      "  rlhf run --rounds 3 --pairs 700 --out runs/cycle",
      "  rlhf run --demonstrations sloppy --set ppo.iterations=60 --out runs/sloppy"
    })
public final class RunCommand implements Callable<Integer> {

  /// Where labels come from: one or the other.
  private static final class Source {
    @Option(
        names = "--labels",
        paramLabel = "FILE",
        description = "Preferences to train on, as they are.")
    private @Nullable Path labels;

    @Option(
        names = "--annotators",
        paramLabel = "PROFILE",
        description =
            "People who label fresh pairs: a file, or a profile of the data (default: careful).")
    private @Nullable String annotators;
  }

  @ArgGroup(exclusive = true)
  private Source source = new Source();

  @Option(
      names = "--without",
      paramLabel = "ANNOTATOR",
      description = "Leave out this person's labels; may be given again.")
  private List<String> without = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Rounds of labelling: in each further one the same people label the newest policy's own"
              + " answers (default: ${DEFAULT-VALUE}).")
  private int rounds = 1;

  @Mixin private final SkipBadOption skipBad = new SkipBadOption();
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    Path out = global.out("run");
    RunFolder run = RunFolder.of(out);
    Path demonstrations = options.demonstrations(data);
    Labels labels = labels(data, out, console);
    checkRounds(labels);
    RunReport report =
        options.run(
            global,
            out.resolve("run.json"),
            GivenCommand.of(spec, global.seed()),
            pipeline -> new OneArmRun(pipeline).run(run, demonstrations, labels, rounds));
    RunPage page = new RunPage(console, report, models(run));
    page.print();
    page.write(out, data);
    page.where(
        out,
        List.of(
            "rlhf chat --model %s --model %s"
                .formatted(run.stage(StageName.SFT).path(), run.stage(StageName.PPO).path())));
    console.json(report.json());
    return 0;
  }

  private void checkRounds(Labels labels) {
    if (rounds < 1) {
      throw new BadInput("--rounds must be 1 or more, got " + rounds);
    }
    if (rounds > 1 && labels instanceof Labels.Given) {
      throw new BadInput(
          "--rounds needs people who label each policy's answers: give --annotators, not --labels");
    }
  }

  /// Reads what is given before anything is trained: a bad line should not wait for stage 3.
  private Labels labels(DataFolder data, Path out, Console console) {
    Set<String> leftOut = Set.copyOf(without);
    if (source.labels != null || skipBad.isAsked()) {
      Path file = skipBad.usable(source.labels, out, console);
      List<Preference> labels = PreferenceFile.read(file);
      RewardModelStage.checkPresent(leftOut, labels.stream().map(Preference::annotator));
      return new Labels.Given(file, leftOut);
    }
    String name = source.annotators == null ? "careful" : source.annotators;
    List<AnnotatorProfile> crowd = Annotation.crowd(data, name);
    RewardModelStage.checkPresent(
        leftOut, AnnotatorFile.people(crowd).stream().map(AnnotatorProfile::id));
    return new Labels.Fresh(name, crowd, leftOut);
  }

  private Map<String, StageFolder> models(RunFolder run) {
    Map<String, StageFolder> models = new LinkedHashMap<>();
    models.put("base", run.stage(StageName.PRETRAIN));
    models.put("sft", run.stage(StageName.SFT));
    models.put("ppo", run.stage(StageName.PPO));
    for (int round = 2; round <= rounds; round++) {
      models.put("ppo, round " + round, run.arm("round-" + round).stage(StageName.PPO));
    }
    return models;
  }
}
