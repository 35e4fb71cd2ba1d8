package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.reward.TinyRun;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.Verdict;

/// Labels by simulated people on the pairs of the shipped files, with gold tasks whose answers the
/// rubric knows and with repeats in a second sitting.
public final class SimulatedLabels {
  /// By how many points one response must be better for a task to be clear.
  private static final double CLEAR = 0.7;

  private static final List<PairToLabel> PAIRS = pairs();

  private SimulatedLabels() {}

  /// Shipped profiles, one after another.
  public static List<AnnotatorProfile> people(String... profiles) {
    List<AnnotatorProfile> people = new ArrayList<>();
    for (String profile : profiles) {
      people.addAll(AnnotatorFile.read(TinyRun.DATA.annotators(profile)));
    }
    return people;
  }

  /// Everybody does all the gold tasks; other pairs go round; everybody's first `repeats` pairs
  /// come again in a second sitting.
  public static List<Preference> of(
      List<AnnotatorProfile> people,
      int goldTasks,
      int others,
      int overlap,
      int repeats,
      long seed) {
    int crowd = AnnotatorFile.people(people).size();
    List<PairToLabel> clear =
        PAIRS.stream().filter(it -> Math.abs(difference(it)) >= CLEAR).toList();
    int from = (int) (Math.floorMod(seed, 100) * 3);
    List<PairToLabel> gold = new ArrayList<>();
    for (int n = 0; n < goldTasks; n++) {
      gold.add(clear.get((from + n) % clear.size()));
    }
    List<Preference> labels = new ArrayList<>();
    if (goldTasks > 0) {
      List<Preference> answers = session(people, seed, "gold", crowd).label(gold);
      for (int n = 0; n < answers.size(); n++) {
        labels.add(Labels.gold(answers.get(n), verdict(answers.get(n), gold.get(n / crowd))));
      }
    }
    labels.addAll(session(people, seed, "1", overlap).label(PAIRS.subList(0, others)));
    if (repeats > 0) {
      labels.addAll(
          session(people, seed, "1", crowd).label(PAIRS.subList(others, others + repeats)));
      labels.addAll(
          session(people, seed, "2", crowd).label(PAIRS.subList(others, others + repeats)));
    }
    return labels;
  }

  private static Verdict verdict(Preference label, PairToLabel task) {
    boolean choseA = label.chosen().equals(task.a().text());
    return choseA == difference(task) > 0 ? Verdict.CHOSEN : Verdict.REJECTED;
  }

  private static LabelingSession session(
      List<AnnotatorProfile> people, long seed, String sitting, int overlap) {
    return new LabelingSession(people, GoldRubric.DEFAULTS, seed, sitting, "grammar", overlap);
  }

  private static double difference(PairToLabel pair) {
    return pair.a().gold().overall() - pair.b().gold().overall();
  }

  private static List<PairToLabel> pairs() {
    QuestionBank bank = new QuestionBank(TinyRun.WORLD);
    ResponseParser parser = new ResponseParser(TinyRun.WORLD);
    List<PairToLabel> pairs = new ArrayList<>();
    for (Preference label :
        PreferenceFile.read(TinyRun.DATA.world().resolveSibling("labels/careful.jsonl"))) {
      Optional<Question> question = bank.find(label.prompt());
      question.ifPresent(it ->
          pairs.add(
              PairToLabel.of(
                  "pair-" + pairs.size(),
                  it,
                  parser.parse(label.chosen()),
                  parser.parse(label.rejected()),
                  GoldRubric.DEFAULTS)));
    }
    return pairs;
  }
}
