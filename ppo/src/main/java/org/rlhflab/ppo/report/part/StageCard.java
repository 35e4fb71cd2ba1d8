package org.rlhflab.ppo.report.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      here.add(arm.people() + ": " + agreement(arm.rewardModel().get().summary(), judges(arm)));
    }
    return new StageCard(
        3,
        "Reward model",
        "It learns scores that make people's choices likely.",
        "People say which of two answers is better.",
        here);
  }

  private static String agreement(JsonNode summary, long judges) {
    List<String> with = new ArrayList<>();
    percent(summary.path("accuracy").path("mean"))
        .ifPresent(it -> with.add("its people in %s of held-out ones".formatted(it)));
    percent(summary.path("gold_accuracy").path("mean"))
        .ifPresent(it -> with.add("the truth in " + it));
    String pairs = whole(summary.path("pairs")) + " ranked pairs";
    return with.isEmpty()
        ? pairs
        : "%s; %s agrees with %s"
            .formatted(
                pairs,
                judges > 1 ? "the first of %d reward models".formatted(judges) : "it",
                String.join(", with ", with));
  }

  /// By how many reward models a policy was paid.
  private static long judges(TunedArm arm) {
    return arm.ppo().stream()
        .flatMap(it -> it.record().inputs().keySet().stream())
        .filter(it -> it.startsWith("reward_model"))
        .count();
  }

  private static StageCard ppo(List<TunedArm> arms) {
    List<String> here = new ArrayList<>();
    for (TunedArm arm : arms) {
      here.add(
          arm.people()
              + ": "
              + arm.ppo()
                  .map(it ->
                      "%s iterations of %s answers; %s nats away from the fine-tuned model in the end"
                          .formatted(
                              whole(it.summary().path("iterations")),
                              whole(it.record().config().path("batch_size")),
                              arm.model()
                                  .kl()
                                  .map(kl -> Numbers.as("%.1f", kl.mean()))
                                  .orElse("-")))
                  .orElse("ends with its reward model, so there is no policy"));
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

  private static Optional<String> percent(JsonNode share) {
    return share.isNumber()
        ? Optional.of(Math.round(100 * share.doubleValue()) + "%")
        : Optional.empty();
  }
}
