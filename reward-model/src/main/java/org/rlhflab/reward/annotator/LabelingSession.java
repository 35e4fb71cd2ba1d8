package org.rlhflab.reward.annotator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.reward.annotator.ChoiceModel.Side;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Judgment;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

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
        boolean aFirst = draws.uniform("side", name, pair.id(), sitting) < 0.5;
        labels.add(preference(pair, person, new Showing(sitting, done, aFirst)));
      }
    }
    return labels;
  }

  private Preference preference(PairToLabel pair, SimulatedAnnotator person, Showing showing) {
    Judgment judgment = person.judge(pair, showing);
    boolean tie = judgment.side() == Side.TIE;
    boolean choseA = tie ? showing.aFirst() : judgment.side() == Side.A;
    return new Preference(
        pair.id() + ":" + person.profile().id(),
        pair.prompt(),
        choseA ? pair.a().text() : pair.b().text(),
        choseA ? pair.b().text() : pair.a().text(),
        tie,
        person.profile().id(),
        Preference.OVERALL,
        judgment.rationale(),
        Optional.of(choseA == showing.aFirst() ? Verdict.CHOSEN : Verdict.REJECTED),
        Optional.empty(),
        "",
        sitting,
        OptionalInt.of(showing.tasksDone() + 1),
        judgment.seconds().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        source,
        OptionalInt.empty(),
        1,
        Map.of());
  }
}
