package org.rlhflab.ppo.report.answer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;

/// One question as every model answered it.
///
/// @param prompt the question
/// @param answers in the order of the stages
public record Exhibit(String prompt, List<Told> answers) {

  /// One model's answer.
  ///
  /// @param model its name
  /// @param sentences the answer taken apart
  /// @param words how many
  /// @param gold the known truth's score, 1 to 5
  public record Told(String model, List<TintedSentence> sentences, int words, double gold) {
    /// Copies its list.
    public Told {
      sentences = List.copyOf(sentences);
    }
  }

  /// Copies its list.
  public Exhibit {
    answers = List.copyOf(answers);
  }

  /// Every fixed question of a run.
  public static List<Exhibit> of(FinishedRun run, Tinting tinting) {
    Map<String, List<Sample>> models = new LinkedHashMap<>();
    models.put("base", run.pretrain().samples());
    models.put("sft", run.sft().samples());
    for (TunedArm arm : run.arms()) {
      arm.ppo().ifPresent(it -> models.put(arm.model().shownName(), it.samples()));
    }
    return of(models, tinting);
  }

  /// Every question that the first of these models was asked.
  public static List<Exhibit> of(Map<String, List<Sample>> models, Tinting tinting) {
    List<Exhibit> exhibits = new ArrayList<>();
    List<Sample> asked = models.values().stream().findFirst().orElse(List.of());
    for (Sample first : asked) {
      List<Told> answers = new ArrayList<>();
      models.forEach((name, samples) ->
          samples.stream()
              .filter(sample -> sample.prompt().equals(first.prompt()))
              .findFirst()
              .ifPresent(sample -> answers.add(told(name, sample, tinting))));
      exhibits.add(new Exhibit(first.prompt(), answers));
    }
    return exhibits;
  }

  /// What a legend must explain.
  public static Set<Tint> tints(List<Exhibit> exhibits) {
    Set<Tint> tints = EnumSet.noneOf(Tint.class);
    exhibits.forEach(exhibit ->
        exhibit
            .answers()
            .forEach(answer -> answer.sentences().forEach(each -> tints.add(each.tint()))));
    return tints;
  }

  private static Told told(String model, Sample sample, Tinting tinting) {
    String text = sample.response();
    return new Told(
        model,
        tinting.of(sample.prompt(), text),
        Behaviour.words(text),
        sample.gold().getOrDefault("overall", Double.NaN));
  }
}
