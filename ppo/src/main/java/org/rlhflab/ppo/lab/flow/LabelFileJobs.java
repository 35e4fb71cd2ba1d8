package org.rlhflab.ppo.lab.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlhflab.ppo.lab.job.JobPlan;
import org.rlhflab.ppo.lab.job.Phase;
import org.rlhflab.ppo.lab.job.Step;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.StageName;

/// What can be asked about label files: are they whole, who labelled how well, what does one label
/// do, and which of several makes the better model.
///
/// @param folder the lab's
public record LabelFileJobs(LabFolder folder) {
  private static final int MOST_ARMS = 6;
  private static final int MOST_SEEDS = 20;

  /// Validation and audit of a dropped file.
  public JobPlan look(String upload) {
    Path file = folder.upload(upload);
    return new JobPlan(
        "look",
        "Looking at " + upload,
        "",
        JobPlan.Lane.LOOK,
        List.of(
            new Step(List.of("labels", "validate", file.toString(), "--json"), true),
            new Step(List.of("labels", "audit", file.toString(), "--json"), false)),
        List.of(),
        Json.MAPPER.createObjectNode().put("upload", upload));
  }

  /// What every label of a run does to a quantity, and what happens when one is turned round.
  public JobPlan influence(String run, String of, String flip) {
    if (!List.of("accuracy", "length").contains(of)) {
      throw new BadInput("influence is on accuracy or length, got " + of);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "labels",
                "influence",
                folder.run(run).resolve("labels.jsonl").toString(),
                "--model=" + folder.model(StageName.SFT),
                "--of=" + of,
                "--json",
                "--data=" + folder.data().root()));
    if (!flip.isEmpty()) {
      arguments.add("--flip=" + flip);
    }
    return new JobPlan(
        "influence",
        flip.isEmpty() ? "What each label of " + run + " does" : "One label of " + run + " flipped",
        run,
        JobPlan.Lane.LOOK,
        List.of(new Step(arguments, false)),
        List.of(),
        Json.MAPPER.createObjectNode().put("of", of).put("flip", flip));
  }

  /// Arms by seeds; an arm is a dropped file, or a profile of the data.
  public JobPlan compare(List<String> arms, int seeds) {
    if (arms.size() < 2 || arms.size() > MOST_ARMS || seeds < 1 || seeds > MOST_SEEDS) {
      throw new BadInput(
          "choose 2 to %d arms and 1 to %d seeds; for more use rlhf compare"
              .formatted(MOST_ARMS, MOST_SEEDS));
    }
    List<String> arguments = new ArrayList<>(List.of("compare"));
    arms.forEach(arm -> arguments.add(arm(arm)));
    arguments.addAll(
        List.of(
            "--seeds=" + seeds,
            "--json",
            "--data=" + folder.data().root(),
            "--out=" + folder.root().resolve("compare")));
    return new JobPlan(
        "compare",
        "Comparing " + String.join(", ", arms),
        "",
        JobPlan.Lane.TRAINING,
        List.of(new Step(arguments, false)),
        List.of(new Phase("comparing", "compare/none", 0, seeds * (35.0 + 12.0 * arms.size()))),
        Json.MAPPER
            .createObjectNode()
            .put("seeds", seeds)
            .set("arms", Json.MAPPER.valueToTree(arms)));
  }

  private String arm(String arm) {
    if (folder.uploads().contains(arm)) {
      return folder.upload(arm).toString();
    }
    if (profiles().contains(arm)) {
      return arm;
    }
    throw new BadInput("no label file and no people are called \"" + arm + "\"");
  }

  /// People of the data, by name.
  public List<String> profiles() {
    java.io.File[] files = folder.data().annotators("x").resolveSibling("").toFile().listFiles();
    return files == null
        ? List.of()
        : java.util.Arrays.stream(files)
            .map(java.io.File::getName)
            .filter(name -> name.endsWith(".json"))
            .map(name -> name.substring(0, name.length() - ".json".length()))
            .sorted()
            .toList();
  }
}
