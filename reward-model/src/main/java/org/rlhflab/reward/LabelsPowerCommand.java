package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelAudit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf labels power`: what gold tasks can tell about people.
@Command(
    name = "power",
    description = {
      "What gold tasks can tell about people, on simulated people whose truth is known: whether"
          + " the intervals of their accuracy hold it, and whom the audit finds, by how careless"
          + " they are and how many gold tasks they do. Needs no model."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels power",
      "  rlhf labels power --crowds 1000 --gold-standard 0.95 --json",
      "  rlhf labels power --careful ordinary"
    })
public final class LabelsPowerCommand implements Runnable {
  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Labels whose clear pairs serve as gold tasks (default: the data's labels/crowd.jsonl).")
  private @Nullable Path pairs;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "People whose intervals are counted (default: ${DEFAULT-VALUE}).")
  private int people = 2000;

  @Option(
      names = "--crowds",
      paramLabel = "N",
      description = "Crowds to audit for each entry of the curve (default: ${DEFAULT-VALUE}).")
  private int crowds = 100;

  @Option(
      names = "--gold-standard",
      paramLabel = "X",
      description =
          "How often a careful person is right on the gold tasks (default: ${DEFAULT-VALUE}).")
  private double goldStandard = LabelAudit.GOLD_STANDARD;

  @Option(
      names = "--careful",
      paramLabel = "PROFILE",
      description = "Who is careful: a profile of the data, or a file (default: careful).")
  private String careful = "careful";

  @Option(
      names = "--careless",
      paramLabel = "PROFILE",
      description = "Who lapses, at every rate of the curve (default: careless).")
  private String careless = "careless";

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public void run() {
    Console console = global.console("power");
    LabelPower.check(people, crowds);
    DataFolder data = new DataFolder(global.data());
    Path file = pairs == null ? data.labels("crowd") : pairs;
    List<PairToLabel> clear =
        LabelPower.clear(PreferenceFile.read(file), WorldReader.read(data.world()));
    LabelPower power =
        Settings.of(() ->
            LabelPower.of(
                clear,
                Annotation.crowd(data, careful),
                Annotation.crowd(data, careless),
                people,
                crowds,
                goldStandard,
                global.seed(),
                console.progress()));
    PowerTable.of(power).forEach(console::print);
    console.json(power);
  }
}
