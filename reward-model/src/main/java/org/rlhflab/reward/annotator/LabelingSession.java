package org.rlhflab.reward.annotator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;
import org.rlhflab.reward.label.Preference;

/// A crowd labels a list of pairs in one sitting. Pairs go round: pair i to the `overlap` people
/// that follow person `i * overlap`, so that everybody labels about as many. Which response is
/// shown first is a fair coin of its own for every person and pair, and is recorded.
///
/// @param profiles what the people are like; a profile of `count` n stands for n people
/// @param rubric the gold rubric, whose weights hold for profiles without their own
/// @param seed fixes every draw
/// @param sitting the name of the sitting: the same pairs in another one are judged anew
/// @param source where the responses come from: `grammar` or a model's hash
/// @param overlap how many people label each pair, at least 1 and at most the crowd's size
public record LabelingSession(
    List<AnnotatorProfile> profiles,
    GoldRubric rubric,
    long seed,
    String sitting,
    String source,
    int overlap) {

  /// Checks the overlap and copies what it is given.
  public LabelingSession {
    profiles = List.copyOf(profiles);
    checkOverlap(overlap, profiles);
  }

  static void checkOverlap(int overlap, List<AnnotatorProfile> profiles) {
    int people = AnnotatorFile.people(profiles).size();
    if (overlap < 1 || overlap > people) {
      throw new IllegalArgumentException(
          "overlap must be 1 to the crowd's size, " + people + ", got " + overlap);
    }
  }

  /// Every label, in the order of the pairs. On a tie the response shown first stands as chosen.
  public List<Preference> label(List<PairToLabel> pairs) {
    FixedDraws draws = new FixedDraws(seed);
    List<SimulatedAnnotator> people =
        AnnotatorFile.people(profiles).stream()
            .map(person -> new SimulatedAnnotator(person, rubric, draws))
            .toList();
    Map<String, Integer> tasksDone = new HashMap<>();
    List<Preference> labels = new ArrayList<>(pairs.size() * overlap);
    for (int i = 0; i < pairs.size(); i++) {
      for (int k = 0; k < overlap; k++) {
        SimulatedAnnotator person = people.get((int) (((long) i * overlap + k) % people.size()));
        String name = person.profile().id();
        int done = tasksDone.merge(name, 1, Integer::sum) - 1;
        PairToLabel pair = pairs.get(i);
        Showing showing = new Showing(sitting, done, aFirst(draws, name, pair, sitting));
        labels.add(new AssignedTask(pair, name, showing, false, "").label(person, source));
      }
    }
    return labels;
  }

  /// A fair coin of its own for every person, pair and sitting.
  static boolean aFirst(FixedDraws draws, String person, PairToLabel pair, String sitting) {
    return draws.uniform("side", person, pair.id(), sitting) < 0.5;
  }
}
