package org.rlhflab.ppo.lab.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlhflab.ppo.lab.job.JobPlan;
import org.rlhflab.ppo.lab.job.Step;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// From a person's labels to a model, alone or in a crowd, judged as the baselines are.
///
/// @param person whose labels
/// @param labels what they said
/// @param inCrowd whether the crowd's labels of such pairs go with them
/// @param weighted whether labels weigh by their people's quality
public record OwnLabelsRun(
    String person, List<Preference> labels, boolean inCrowd, boolean weighted) {
  private static final int FEWEST = 10;

  /// Checks that there is something to learn from.
  public OwnLabelsRun {
    labels = List.copyOf(labels);
    if (labels.size() < FEWEST) {
      throw new BadInput(
          "%s has %d labels, %d are needed at least; label some more"
              .formatted(person, labels.size(), FEWEST));
    }
  }

  /// The commands, into a run folder of this name.
  public JobPlan plan(LabFolder folder, String name) {
    Path run = folder.run(name);
    Path file = run.resolve("labels.jsonl");
    ReadyModels.into(run, folder);
    List<Preference> all = new ArrayList<>(labels);
    if (inCrowd) {
      all.addAll(PreferenceFile.read(folder.crowd()));
    }
    AtomicFile.writeText(file, PreferenceFile.text(all));
    List<String> tune =
        new ArrayList<>(
            List.of(
                "run",
                "--labels=" + file,
                "--json",
                "--data=" + folder.data().root(),
                "--out=" + run));
    if (weighted) {
      tune.add("--set=reward-model.weighting=quality");
    }
    return new JobPlan(
        "mine",
        "%d labels of %s%s%s"
            .formatted(
                labels.size(),
                person,
                inCrowd ? ", in a crowd" : ", alone",
                weighted ? ", weighted by quality" : ""),
        name,
        JobPlan.Lane.TRAINING,
        List.of(new Step(tune, false)),
        BenchRun.TunedPhases.of(folder, run, 0, 6),
        Json.MAPPER
            .createObjectNode()
            .put("person", person)
            .put("in_crowd", inCrowd)
            .put("weighted", weighted));
  }
}
