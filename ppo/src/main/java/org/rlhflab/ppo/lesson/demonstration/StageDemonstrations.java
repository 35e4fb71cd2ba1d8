package org.rlhflab.ppo.lesson.demonstration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlhflab.ppo.lesson.demonstration.Shown.Figures;
import org.rlhflab.ppo.lesson.demonstration.Shown.Note;
import org.rlhflab.ppo.lesson.demonstration.Shown.Piece;
import org.rlhflab.ppo.lesson.demonstration.Shown.Quote;
import org.rlhflab.ppo.report.part.StageCard;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.sft.demonstration.DemonstrationFile;

/// Demonstrations of the pipeline as a whole.
///
/// @param evidence what they are computed from
record StageDemonstrations(Evidence evidence) {

  Shown stages() {
    return evidence.run().map(this::stagesOf).orElseGet(this::shippedStages);
  }

  private Shown stagesOf(FinishedRun run) {
    List<Piece> pieces = new ArrayList<>();
    for (StageCard card : StageCard.of(new RunSet(List.of(run)))) {
      pieces.add(
          new Note(
              "%d %s. %s %s Here: %s."
                  .formatted(
                      card.number(),
                      card.name(),
                      card.does(),
                      card.people(),
                      String.join("; ", card.here()))));
    }
    return new Shown(evidence.runFrom(), pieces);
  }

  private Shown shippedStages() {
    return Shown.of(
        "the shipped data",
        new Figures(
            List.of("stage", "what it would be given"),
            List.of(
                List.of(
                    "pretraining",
                    "%,d characters of raw text".formatted(new RawText(evidence.data()).length())),
                List.of(
                    "fine-tuning",
                    "%,d written demonstrations"
                        .formatted(
                            DemonstrationFile.read(evidence.data().demonstrations("mixed"))
                                .size())),
                List.of(
                    "reward model",
                    "%,d ranked pairs".formatted(evidence.shipped(Evidence.CAREFUL).size())),
                List.of("PPO", "the reward model's scores, and nothing of people's"))));
  }

  /// Without a run there is no loop to look at, but its first step: keep what labels prefer.
  Shown loop() {
    return evidence.run().map(this::loopOf).orElseGet(this::kept);
  }

  private Shown loopOf(FinishedRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (TunedArm arm : run.arms()) {
      List<Point> scores = curve(arm, MetricName.SCORES);
      List<Point> words = curve(arm, MetricName.WORDS);
      int last = Math.min(scores.size(), words.size()) - 1;
      for (int i : last < 0 ? new int[0] : new int[] {0, last / 2, last}) {
        rows.add(
            List.of(
                arm.people(),
                "%.0f".formatted(scores.get(i).step()),
                two(scores.get(i).value()),
                "%.1f".formatted(words.get(i).value())));
      }
    }
    return Shown.of(
        evidence.runFrom(),
        new Figures(List.of("labels", "iteration", "reward model's score", "words"), rows),
        new Note(
            "So few rounds are enough for a toy. Try rlhf ppo --iterations 2000 to see what happens"
                + " when it never stops."));
  }

  private static List<Point> curve(TunedArm arm, MetricName metric) {
    return arm.ppo().map(it -> it.metrics().of(metric)).orElse(List.of());
  }

  private Shown kept() {
    return Shown.of(
        "the shipped labels",
        new Note(
            "Keep of every pair the answer that its label prefers, and drop the other. PPO does"
                + " this again and again with a model that learns from it; here is one round, by"
                + " hand:"),
        new Figures(
            List.of("labels", "words of all answers", "words of those kept"),
            List.of(keptRow(Evidence.CAREFUL), keptRow("verbose-biased"))));
  }

  private List<String> keptRow(String name) {
    List<Preference> labels = evidence.shipped(name).stream().filter(it -> !it.tie()).toList();
    double chosen = mean(labels.stream().map(Preference::chosen).toList());
    double rejected = mean(labels.stream().map(Preference::rejected).toList());
    return List.of(name, "%.1f".formatted((chosen + rejected) / 2), "%.1f".formatted(chosen));
  }

  private static double mean(List<String> texts) {
    return texts.stream().mapToInt(Behaviour::words).average().orElse(0);
  }

  Shown length() {
    return evidence.run().map(this::lengthOf).orElseGet(this::kept);
  }

  private Shown lengthOf(FinishedRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (ModelResult model : run.document().arms()) {
      rows.add(
          List.of(
              model.shownName(),
              mean(model, "words"),
              mean(model, "facts_per_100_words"),
              mean(model, "fillers"),
              model.gold("overall").map(it -> two(it.mean())).orElse("-")));
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        new Figures(List.of("model", "words", "facts/100 words", "fillers", "gold score"), rows));
    longest(run).ifPresent(pieces::addAll);
    return new Shown(evidence.runFrom(), pieces);
  }

  /// The ordinary question on which the tuned models' answers differ most in length.
  private Optional<List<Piece>> longest(FinishedRun run) {
    List<Piece> best = new ArrayList<>();
    int widest = 0;
    for (Sample asked : run.sft().samples()) {
      if (evidence.questions().find(asked.prompt()).filter(it -> it.topic().unsafe()).isPresent()) {
        continue;
      }
      List<Piece> answers = new ArrayList<>();
      int shortest = Integer.MAX_VALUE;
      int longest = 0;
      for (TunedArm arm : run.arms()) {
        Optional<Sample> answer =
            arm.ppo().stream()
                .flatMap(it -> it.samples().stream())
                .filter(it -> it.prompt().equals(asked.prompt()))
                .findFirst();
        if (answer.isPresent()) {
          int words = Behaviour.words(answer.get().response());
          shortest = Math.min(shortest, words);
          longest = Math.max(longest, words);
          answers.add(
              new Quote(arm.model().shownName(), answer.get().response(), words + " words"));
        }
      }
      if (longest - shortest > widest) {
        widest = longest - shortest;
        best.clear();
        best.add(new Note("Asked: " + asked.prompt()));
        best.addAll(answers);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static String mean(ModelResult model, String behaviour) {
    return model.behaviour(behaviour).map(it -> two(it.mean())).orElse("-");
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
