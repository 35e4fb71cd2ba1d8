package org.rlhflab.ppo.report.part;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.ppo.report.run.TunedArm;
import tools.jackson.databind.JsonNode;

/// A stage of the pipeline: what it does, what people gave it, and what went in and came out here.
///
/// @param number its place, from 1
/// @param name in words
/// @param does what it does, in a sentence
/// @param people what people have to do with it
/// @param here figures of this run, one line each
public record StageCard(int number, String name, String does, String people, List<String> here) {
  /// Copies its list.
  public StageCard {
    here = List.copyOf(here);
  }

  /// All four; figures are the first run's.
  public static List<StageCard> of(RunSet runs) {
    FinishedRun run = runs.runs().getFirst();
    List<TunedArm> arms = runs.arms().stream().map(name -> runs.arm(name).getFirst()).toList();
    return List.of(pretraining(run), fineTuning(run), rewardModel(arms), ppo(arms));
  }

  private static StageCard pretraining(FinishedRun run) {
    JsonNode summary = run.pretrain().summary();
    JsonNode perplexity = summary.path("perplexity");
    return new StageCard(
        1,
        "Pretraining",
        "A model learns to continue raw text.",
        "Nobody says yet what is right or helpful.",
        List.of(
            "%s tokens of raw text, a vocabulary of %s pieces"
                .formatted(whole(summary.path("tokens")), whole(summary.path("vocabulary"))),
            "perplexity of held-out text %s, best n-gram model (order %s) %s"
                .formatted(
                    two(perplexity.path("gpt")),
                    whole(perplexity.path("ngram").path("order")),
                    two(perplexity.path("ngram").path("value")))));
  }

  private static StageCard fineTuning(FinishedRun run) {
    JsonNode summary = run.sft().summary();
    return new StageCard(
        2,
        "Supervised fine-tuning",
        "It learns to answer as people's demonstrations do, with their habits.",
        "People write demonstrations.",
        List.of(
            whole(summary.path("demonstrations")) + " demonstrations",
            "loss on held-out ones %s nats a token".formatted(two(summary.path("held_out_loss")))));
  }

  private static StageCard rewardModel(List<TunedArm> arms) {
    List<String> here = new ArrayList<>();
    for (TunedArm arm : arms) {
      if (arm.rewardModel().isEmpty()) {
        here.add(arm.people() + ": PPO is paid by a rule instead");
        continue;
      }
      JsonNode summary = arm.rewardModel().get().summary();
      here.add(
          "%s: %s ranked pairs; it agrees with its people in %s of held-out ones, with the truth in %s"
              .formatted(
                  arm.people(),
                  whole(summary.path("pairs")),
                  percent(summary.path("accuracy").path("mean")),
                  percent(summary.path("gold_accuracy").path("mean"))));
    }
    return new StageCard(
        3,
        "Reward model",
        "It learns scores that make people's choices likely.",
        "People say which of two answers is better.",
        here);
  }

  private static StageCard ppo(List<TunedArm> arms) {
    List<String> here = new ArrayList<>();
    for (TunedArm arm : arms) {
      here.add(
          "%s: %s iterations of %s answers; %s nats away from the fine-tuned model in the end"
              .formatted(
                  arm.people(),
                  whole(arm.ppo().summary().path("iterations")),
                  whole(arm.ppo().record().config().path("batch_size")),
                  arm.model().kl().map(it -> Numbers.as("%.1f", it.mean())).orElse("-")));
    }
    return new StageCard(
        4,
        "PPO",
        "It answers, the reward model scores, and what scored well becomes likelier.",
        "Nobody looks at these answers, until people rank them in a new round.",
        here);
  }

  private static String whole(JsonNode number) {
    return number.isNumber() ? Numbers.whole(number.asLong()) : "-";
  }

  private static String two(JsonNode number) {
    return number.isNumber() ? Numbers.two(number.doubleValue()) : "-";
  }

  private static String percent(JsonNode share) {
    return share.isNumber() ? Math.round(100 * share.doubleValue()) + "%" : "none";
  }
}
