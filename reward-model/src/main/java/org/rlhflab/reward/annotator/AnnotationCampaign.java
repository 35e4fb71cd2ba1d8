package org.rlhflab.reward.annotator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;
import org.rlhflab.reward.label.Preference;

/// Labels as platforms collect them: new pairs with an overlap, gold tasks that everybody does, and
/// tasks that come again, in several sittings.
///
/// New pairs go round, everybody with as many as anybody else, and are parted into the sittings in
/// their order. Gold tasks are spread over all sittings, another order for everybody. A repeat is a
/// new pair of the same person from an earlier sitting, every second one with its sides swapped:
/// who judges by position is as consistent as anybody on the others and turns with the sides on
/// these. Where a gold task or a repeat stands in its sitting is drawn. [#assign] fixes all that
/// from the seed; after that the order in which tasks are labelled changes nothing.
///
/// @param profiles what the people are like; a profile of `count` n stands for n people
/// @param rubric the gold rubric, whose weights hold for profiles without their own
/// @param seed fixes every draw
/// @param source where the responses come from: `grammar` or a model's hash
/// @param overlap how many people label each new pair, at least 1 and at most the crowd's size
/// @param plan gold tasks, repeats and sittings
public record AnnotationCampaign(
    List<AnnotatorProfile> profiles,
    GoldRubric rubric,
    long seed,
    String source,
    int overlap,
    CollectionPlan plan) {

  /// Checks the overlap and copies what it is given.
  public AnnotationCampaign {
    profiles = List.copyOf(profiles);
    LabelingSession.checkOverlap(overlap, profiles);
  }

  /// How many gold tasks everybody gets beside `pairs` new pairs; a plan with more repeats than
  /// there is time for is refused.
  public int goldTasks(int pairs) {
    int people = AnnotatorFile.people(profiles).size();
    plan.repeatedTasks((int) ((long) pairs * overlap / people));
    return plan.goldTasks((int) Math.ceilDiv((long) pairs * overlap, people));
  }

  /// Everybody's tasks: sitting by sitting, in the order in which all work side by side.
  public List<AssignedTask> assign(List<PairToLabel> pairs, List<PairToLabel> gold) {
    List<AnnotatorProfile> people = AnnotatorFile.people(profiles);
    List<List<PairToLabel>> own = newPairs(people, pairs);
    List<List<List<AssignedTask>>> work = new ArrayList<>(); // [person][sitting][position]
    for (int k = 0; k < people.size(); k++) {
      work.add(sittings(people.get(k).id(), own.get(k), gold));
    }
    List<AssignedTask> all = new ArrayList<>();
    for (int s = 0; s < plan.sessions(); s++) {
      int sitting = s;
      int longest = work.stream().mapToInt(it -> it.get(sitting).size()).max().orElse(0);
      for (int position = 0; position < longest; position++) {
        for (List<List<AssignedTask>> person : work) {
          if (position < person.get(s).size()) {
            all.add(person.get(s).get(position));
          }
        }
      }
    }
    return all;
  }

  /// Alone, people take the pairs by turns; together, those who have least to do, of these whom the
  /// draw decides on, so that everybody meets everybody.
  private List<List<PairToLabel>> newPairs(List<AnnotatorProfile> people, List<PairToLabel> pairs) {
    FixedDraws draws = new FixedDraws(seed);
    List<List<PairToLabel>> own = new ArrayList<>();
    people.forEach(_ -> own.add(new ArrayList<>()));
    for (int i = 0; i < pairs.size(); i++) {
      PairToLabel pair = pairs.get(i);
      if (overlap == 1) {
        own.get(i % people.size()).add(pair);
        continue;
      }
      double[] turn = new double[people.size()];
      for (int k = 0; k < turn.length; k++) {
        turn[k] = own.get(k).size() + draws.uniform("turn", people.get(k).id(), pair.id());
      }
      IntStream.range(0, turn.length)
          .boxed()
          .sorted(Comparator.comparingDouble(k -> turn[k]))
          .limit(overlap)
          .forEach(k -> own.get(k).add(pair));
    }
    return own;
  }

  /// The label of every task, in their order, which changes no label.
  public List<Preference> label(List<AssignedTask> tasks) {
    FixedDraws draws = new FixedDraws(seed);
    Map<String, SimulatedAnnotator> people = new HashMap<>();
    for (AnnotatorProfile person : AnnotatorFile.people(profiles)) {
      people.put(person.id(), new SimulatedAnnotator(person, rubric, draws));
    }
    List<Preference> labels = new ArrayList<>();
    for (AssignedTask task : tasks) {
      SimulatedAnnotator person = people.get(task.annotator());
      if (person == null) {
        throw new IllegalArgumentException("a task of somebody else: " + task.annotator());
      }
      labels.add(task.label(person, source));
    }
    return labels;
  }

  /// A task before its place in the sitting is known.
  private record Placed(PairToLabel pair, boolean aFirst, boolean gold, String of, double place) {}

  private List<List<AssignedTask>> sittings(
      String person, List<PairToLabel> own, List<PairToLabel> gold) {
    FixedDraws draws = new FixedDraws(seed);
    List<List<Placed>> placed = new ArrayList<>();
    for (int s = 0; s < plan.sessions(); s++) {
      placed.add(new ArrayList<>());
      int from = first(s, own.size());
      int to = first(s + 1, own.size());
      for (int i = from; i < to; i++) {
        double place = (i - from + 1.0) / (to - from + 1);
        boolean aFirst = aFirst(draws, person, own.get(i), s);
        placed.get(s).add(new Placed(own.get(i), aFirst, false, "", place));
      }
    }
    List<PairToLabel> calibration = drawn(gold, draws, "gold order", person);
    for (int g = 0; g < calibration.size(); g++) {
      int s = (int) ((long) g * plan.sessions() / calibration.size());
      PairToLabel pair = calibration.get(g);
      double place = draws.uniform("gold place", person, pair.id());
      placed.get(s).add(new Placed(pair, aFirst(draws, person, pair, s), true, "", place));
    }
    addRepeats(person, own, draws, placed);
    List<List<AssignedTask>> sittings = new ArrayList<>();
    for (int s = 0; s < placed.size(); s++) {
      List<Placed> sorted = new ArrayList<>(placed.get(s));
      sorted.sort(Comparator.comparingDouble(Placed::place));
      List<AssignedTask> tasks = new ArrayList<>();
      for (Placed it : sorted) {
        Showing showing = new Showing(sitting(s), tasks.size(), it.aFirst());
        tasks.add(new AssignedTask(it.pair(), person, showing, it.gold(), it.of()));
      }
      sittings.add(tasks);
    }
    return sittings;
  }

  private void addRepeats(
      String person, List<PairToLabel> own, FixedDraws draws, List<List<Placed>> placed) {
    int repeats = plan.repeatedTasks(own.size());
    int last = plan.sessions() - 1;
    List<PairToLabel> earlier = own.subList(0, first(last, own.size()));
    List<PairToLabel> again = drawn(earlier, draws, "repeat order", person).subList(0, repeats);
    for (int r = 0; r < repeats; r++) {
      PairToLabel pair = again.get(r);
      int place = own.indexOf(pair);
      int before =
          IntStream.rangeClosed(1, last)
                  .filter(s -> first(s, own.size()) > place)
                  .findFirst()
                  .orElseThrow()
              - 1;
      int s = before + 1 + draws.below(last - before, "repeat sitting", person, pair.id());
      boolean swapped = r % 2 == 1;
      placed
          .get(s)
          .add(
              new Placed(
                  pair,
                  aFirst(draws, person, pair, before) != swapped,
                  false,
                  pair.id() + ":" + person,
                  draws.uniform("repeat place", person, pair.id())));
    }
  }

  /// In an order of this person's own.
  private static List<PairToLabel> drawn(
      List<PairToLabel> pairs, FixedDraws draws, String purpose, String person) {
    List<PairToLabel> drawn = new ArrayList<>(pairs);
    drawn.sort(Comparator.comparingDouble(it -> draws.uniform(purpose, person, it.id())));
    return drawn;
  }

  /// Where sitting s begins among somebody's new pairs.
  private int first(int s, int own) {
    return (int) ((long) own * s / plan.sessions());
  }

  private static String sitting(int s) {
    return String.valueOf(s + 1);
  }

  private static boolean aFirst(FixedDraws draws, String person, PairToLabel pair, int s) {
    return LabelingSession.aFirst(draws, person, pair, sitting(s));
  }
}
