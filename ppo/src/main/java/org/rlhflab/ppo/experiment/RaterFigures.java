package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.EvaluatedResponse;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.RatingSession;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.quality.RatingAudit;

/// What marks for single responses say:
///
/// - `labels/alpha`: Krippendorff's alpha (interval) between the raters whose marks made the
///   labels, all in all, where two marked one response;
/// - `raters/gain`: how much more the same raters give to the policy's answer than to the
///   fine-tuned model's to the same question, in points.
final class RaterFigures {
  private static final String SITTING = "held out";

  private RaterFigures() {}

  /// Empty where nobody marked what another one did.
  static Optional<Double> alpha(List<Rating> ratings, long seed) {
    return Optional.ofNullable(
        RatingAudit.of(ratings, GoldRubric.DEFAULTS.weights(), seed).alphas().get("overall"));
  }

  /// By prompt; both answers of a comparison go to one person, so leniency cancels.
  static double[] gain(
      EvaluatedResponses tuned,
      EvaluatedResponses fineTuned,
      List<AnnotatorProfile> raters,
      World world,
      long seed) {
    RatingSession session = new RatingSession(raters, seed, SITTING, "", 1);
    ResponseParser parser = new ResponseParser(world);
    double[] after = marks(session, tuned, parser);
    double[] before = marks(session, fineTuned, parser);
    int samples = after.length / tuned.questions().size();
    double[] gain = new double[tuned.questions().size()];
    Arrays.setAll(
        gain,
        prompt -> {
          double sum = 0;
          for (int i = prompt * samples; i < (prompt + 1) * samples; i++) {
            sum += after[i] - before[i];
          }
          return sum / samples;
        });
    return gain;
  }

  private static double[] marks(
      RatingSession session, EvaluatedResponses answers, ResponseParser parser) {
    List<RatingSession.Task> tasks = new ArrayList<>();
    for (int prompt = 0; prompt < answers.questions().size(); prompt++) {
      Question question = answers.questions().get(prompt);
      for (EvaluatedResponse answer : answers.responses().get(prompt)) {
        tasks.add(
            new RatingSession.Task(
                "answer-" + tasks.size(),
                question.text(),
                question.topic().domain(),
                ResponseFeatures.of(question, parser.parse(answer.text()), GoldRubric.DEFAULTS)));
      }
    }
    return session.rate(tasks).stream()
        .mapToDouble(it -> it.overall(GoldRubric.DEFAULTS.weights()))
        .toArray();
  }
}
