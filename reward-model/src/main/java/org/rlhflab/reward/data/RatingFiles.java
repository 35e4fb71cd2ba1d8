package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.RatingSession;
import org.rlhflab.reward.label.RatingFile;

/// `labels/ratings.jsonl`: responses of the first pairs of [LabelFiles], each by itself, marked by
/// people who use the scale differently.
final class RatingFiles {
  static final String RATINGS = "labels/ratings.jsonl";

  private static final String PROFILE = "raters";
  private static final int PAIRS = 100;
  private static final int OVERLAP = 3;
  private static final String SITTING = "1";
  private static final String SOURCE = "grammar";

  private RatingFiles() {}

  static Map<String, String> of(Sources sources) {
    RatingSession session =
        new RatingSession(
            AnnotatorFile.read(new DataFolder(sources.data()).annotators(PROFILE)),
            sources.seed(),
            SITTING,
            SOURCE,
            OVERLAP);
    return Map.of(RATINGS, RatingFile.text(session.rate(tasks(sources))));
  }

  /// Both responses of each of the first pairs.
  static List<RatingSession.Task> tasks(Sources sources) {
    List<RatingSession.Task> tasks = new ArrayList<>();
    for (PairToLabel pair : LabelFiles.pairs(sources).stream().limit(PAIRS).toList()) {
      tasks.add(new RatingSession.Task(pair.id() + "-a", pair.prompt(), pair.domain(), pair.a()));
      tasks.add(new RatingSession.Task(pair.id() + "-b", pair.prompt(), pair.domain(), pair.b()));
    }
    return tasks;
  }
}
