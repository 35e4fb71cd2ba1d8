package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.reward.TinyRun;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// The shipped `ordinary` profile on the 600 shipped pairs, every pair judged by everybody in two
/// sittings, beside what is published of real crowds: agreement of labelers 0.726 and 0.773 (Ouyang
/// et al. 2022), 0.72 (Stiennon et al. 2020), 0.63 to 0.66 (Bai et al. 2022, AlpacaFarm); about a
/// quarter of repeated judgments differ (Abercrombie et al. 2023); the longer response preferred in
/// 0.636 (AlpacaEval's crowd); a majority of three 5 points better than one person (Stiennon et al.
/// 2020, appendix C.2).
class OrdinaryCrowdTest {
  private static final List<PairToLabel> POOL = pool();
  private static final boolean[][][] CHOICES = {choices("1"), choices("2")};
  private static final int PEOPLE = CHOICES[0].length;

  private static List<PairToLabel> pool() {
    QuestionBank bank = new QuestionBank(TinyRun.WORLD);
    ResponseParser parser = new ResponseParser(TinyRun.WORLD);
    List<PairToLabel> pairs = new ArrayList<>();
    for (Preference label :
        PreferenceFile.read(TinyRun.DATA.world().resolveSibling("labels/careful.jsonl"))) {
      pairs.add(
          PairToLabel.of(
              "pair-" + pairs.size(),
              bank.find(label.prompt()).orElseThrow(),
              parser.parse(label.chosen()),
              parser.parse(label.rejected()),
              GoldRubric.DEFAULTS));
    }
    return pairs;
  }

  /// Whether A was chosen, `[person][pair]`.
  private static boolean[][] choices(String sitting) {
    List<AnnotatorProfile> crowd = AnnotatorFile.read(TinyRun.DATA.annotators("ordinary"));
    int people = AnnotatorFile.people(crowd).size();
    List<Preference> labels =
        new LabelingSession(crowd, GoldRubric.DEFAULTS, 7, sitting, "grammar", people).label(POOL);
    boolean[][] choices = new boolean[people][POOL.size()];
    for (int n = 0; n < labels.size(); n++) {
      int pair = n / people;
      int person = (int) (((long) pair * people + n % people) % people);
      choices[person][pair] = labels.get(n).chosen().equals(POOL.get(pair).a().text());
    }
    return choices;
  }

  private static double share(boolean[] one, boolean[] other) {
    int same = 0;
    for (int n = 0; n < one.length; n++) {
      same += one[n] == other[n] ? 1 : 0;
    }
    return (double) same / one.length;
  }

  private static double agreement() {
    double sum = 0;
    for (int k = 0; k < PEOPLE; k++) {
      for (int j = 0; j < k; j++) {
        sum += share(CHOICES[0][k], CHOICES[0][j]);
      }
    }
    return sum / (PEOPLE * (PEOPLE - 1) / 2.0);
  }

  private static double consistency() {
    double sum = 0;
    for (int k = 0; k < PEOPLE; k++) {
      sum += share(CHOICES[0][k], CHOICES[1][k]) / PEOPLE;
    }
    return sum;
  }

  /// Share of pairs with a better response in which most of these people choose it.
  private static double right(int... people) {
    double right = 0;
    double all = 0;
    for (int n = 0; n < POOL.size(); n++) {
      double difference = POOL.get(n).goldDifference();
      if (difference != 0) {
        int votes = 0;
        for (int k : people) {
          votes += CHOICES[0][k][n] ? 1 : -1;
        }
        right += votes > 0 == difference > 0 ? 1 : 0;
        all++;
      }
    }
    return right / all;
  }

  @Test
  void twoPeopleAgreeAsOftenAsRealLabelersDo() {
    assertTrue(agreement() > 0.63 && agreement() < 0.77, "agreement " + agreement());
  }

  @Test
  void peopleAgreeWithThemselvesAsOftenAsRealOnesAndMoreThanWithEachOther() {
    assertTrue(consistency() > 0.75 && consistency() < 0.85, "consistency " + consistency());
    assertTrue(consistency() > agreement() + 0.05, consistency() + " and " + agreement());
  }

  @Test
  void theLongerResponseIsPreferredInNearlySixOfTen() {
    double longer = 0;
    double all = 0;
    for (int n = 0; n < POOL.size(); n++) {
      int difference = POOL.get(n).a().words() - POOL.get(n).b().words();
      for (int k = 0; k < PEOPLE && difference != 0; k++) {
        longer += CHOICES[0][k][n] == difference > 0 ? 1 : 0;
        all++;
      }
    }
    assertEquals(0.6, longer / all, 0.035);
  }

  @Test
  void aMajorityOfThreeGainsLittleBecauseErrorsAreShared() {
    double one = 0;
    double three = 0;
    int triples = 0;
    for (int k = 0; k < PEOPLE; k++) {
      one += right(k) / PEOPLE;
      for (int j = 0; j < k; j++) {
        for (int i = 0; i < j; i++) {
          three += right(k, j, i);
          triples++;
        }
      }
    }
    double gain = three / triples - one;
    double independent = one * one * (3 - 2 * one) - one;
    assertTrue(gain > 0 && gain <= 0.05, "gain " + gain);
    assertTrue(gain < independent / 2, gain + " of " + independent);
  }
}
