package org.rlhflab.reward.quality.aggregation;

import java.util.Random;
import org.rlhflab.reward.quality.judgment.Judgments;

/// Judgments whose every parameter is known.
final class SimulatedCrowds {
  private SimulatedCrowds() {}

  /// A truth for every item, evenly spread over the categories.
  static int[] truth(int items, int categories) {
    int[] truth = new int[items];
    java.util.Arrays.setAll(truth, i -> i % categories);
    return truth;
  }

  /// Everybody judges everything; `accuracy[k]` is how often k says the truth, else another
  /// category at random.
  static Judgments oneCoin(int[] truth, int categories, double[] accuracy, long seed) {
    Random random = new Random(seed);
    Judgments.Builder judgments = builder(categories);
    for (int i = 0; i < truth.length; i++) {
      for (int k = 0; k < accuracy.length; k++) {
        boolean right = random.nextDouble() < accuracy[k];
        int other = (truth[i] + 1 + random.nextInt(categories - 1)) % categories;
        judgments.add("item " + i, "annotator " + k, name(right ? truth[i] : other));
      }
    }
    return judgments.build();
  }

  static Judgments.Builder builder(int categories) {
    String[] names = new String[categories];
    java.util.Arrays.setAll(names, SimulatedCrowds::name);
    return new Judgments.Builder(names);
  }

  static String name(int category) {
    return String.valueOf(category);
  }

  /// How often the most probable category is the true one.
  static double accuracy(ClassPosteriors posteriors, int[] truth) {
    double credit = 0;
    for (int i = 0; i < truth.length; i++) {
      credit += posteriors.credit(i, truth[i]) / truth.length;
    }
    return credit;
  }
}
