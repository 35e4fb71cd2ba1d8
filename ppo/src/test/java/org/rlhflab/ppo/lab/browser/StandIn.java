package org.rlhflab.ppo.lab.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rlhflab.ppo.lab.job.Launcher;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.reward.label.LabelValidation;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelAudit;

/// A command line that takes no time: it copies what a training would have left. Validation and
/// audit are real ones of the shipped crowd.
final class StandIn {
  private static final String SCRIPT =
      """
      for a in "$@"; do case $a in --out=*) out=${a#--out=};; esac; done
      sleep 0.3
      case $1 in
        pretrain) mkdir -p "$out"; cp -r DEMO/1-pretrain "$out/";;
        sft) mkdir -p "$out"; cp -r DEMO/2-sft "$out/";;
        annotate) mkdir -p "$(dirname "$out")"; cp CROWD "$out";;
        demo) mkdir -p "$out"; cp -r DEMO/. "$out/";;
        reward-model) mkdir -p "$out"; cp -r DEMO/careful/3-reward-model "$out/";;
        ppo) mkdir -p "$out"; cp -r DEMO/careful/4-ppo "$out/";;
        run) mkdir -p "$out"; cp -r RUN/. "$out/"; if [ -e SLOW ]; then exec sleep 60; fi;;
        compare) cat COMPARE; exit 0;;
        labels) cat "ANSWERS/$2.json"; exit 0;;
      esac
      echo '{}'
      """;

  private static final String INFLUENCE =
      """
      {"of":"length","value":1.5,"share_right":0.6,"judged":true,"trained":40,"held_out":9,
       "labels":[{"id":"one","annotator":"ann0","influence":0.01,"if_flipped":-0.02,"right":true}],
       "annotators":{"ann0":0.01},
       "flip":{"ids":["one"],"predicted":-0.02,"actual":-0.021,"share_right":0.6}}
      """;

  private static final String COMPARE =
      """
      {"arms":[{"name":"careful","metrics":{"gold/overall":{"mean":4.5,"lo":4.4,"hi":4.6}}},
               {"name":"crowd","metrics":{"gold/overall":{"mean":4.1,"lo":4.0,"hi":4.2}}}],
       "pairs":[{"a":"careful","b":"crowd","metric":"gold/overall",
                 "difference":{"mean":0.4,"lo":0.2,"hi":0.6},"p":0.01,"p_holm":0.02,"effect_size":1.5}],
       "findings":["careful is above crowd in gold score."]}
      """;

  private StandIn() {}

  /// Makes it below a folder. `text` stands in a run's prompts, answers and people's names. While a
  /// file `slow` is there, `run` does not end.
  static Launcher launcher(Path folder, String text) throws IOException {
    DataFolder data = new DataFolder(SmallRun.DATA);
    Path demo = SmallRun.demo(folder.resolve("demo"), 7);
    Path run = SmallRun.run(folder.resolve("run"), text);
    Report.write(List.of(run), data, run.resolve("report.html"));
    Path labels = run.resolve("labels.jsonl");
    Files.writeString(labels, Files.readString(labels).replaceFirst("\\{", "{\"id\":\"one\","));
    Path answers = Files.createDirectories(folder.resolve("answers"));
    Path crowd = data.labels("crowd");
    write(
        answers.resolve("validate.json"),
        Json.tree(
            LabelValidation.of(
                crowd,
                new LabelValidation.Expectation(java.util.Set.of(), java.util.Optional.empty()),
                (_, _, _) -> {},
                Progress.NONE)));
    write(answers.resolve("audit.json"), LabelAudit.of(PreferenceFile.read(crowd), 0.9, 7));
    Files.writeString(answers.resolve("influence.json"), INFLUENCE);
    Files.writeString(folder.resolve("compare.json"), COMPARE);
    Path script = folder.resolve("rlhf.sh");
    Files.writeString(
        script,
        SCRIPT
            .replace("DEMO", demo.toString())
            .replace("CROWD", crowd.toAbsolutePath().toString())
            .replace("RUN", run.toString())
            .replace("SLOW", folder.resolve("slow").toString())
            .replace("COMPARE", folder.resolve("compare.json").toString())
            .replace("ANSWERS", answers.toString()));
    return new Launcher(List.of("/bin/sh", script.toString()));
  }

  private static void write(Path file, Object document) throws IOException {
    Files.writeString(file, Json.MAPPER.writeValueAsString(document));
  }
}
