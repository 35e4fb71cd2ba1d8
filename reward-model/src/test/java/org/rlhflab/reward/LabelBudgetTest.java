package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.model.ReadOut;

class LabelBudgetTest {
  private static final int LABELS = 200;

  @TempDir Path folder;

  private static List<PairToLabel> pairs() {
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

  private LabelBudget budget() {
    List<PairToLabel> all = pairs();
    List<PairToLabel> clear =
        all.subList(400, 600).stream().filter(it -> Math.abs(it.goldDifference()) >= 0.5).toList();
    LabelBudget.Supplies supplies =
        new LabelBudget.Supplies(
            AnnotatorFile.read(TinyRun.DATA.annotators("crowd")),
            all.subList(0, LABELS),
            clear.subList(0, LabelBudget.goldTasks(LABELS, 10)),
            all.subList(LABELS, 300),
            "grammar");
    try (Workers workers = new Workers(1)) {
      FrozenFeatures features =
          new FrozenFeatures(
              ModelFolder.readLanguageModel(TinyRun.model(folder.resolve("sft"), 1)),
              ReadOut.MEAN_WITH_LOG_PROBS,
              PreferenceFile.read(TinyRun.DATA.world().resolveSibling("labels/careful.jsonl"))
                  .subList(0, 50),
              workers);
      return LabelBudget.of(supplies, features, 2, 7, Progress.NONE);
    }
  }

  @Test
  void everySplitSpendsAsManyLabelsAndIsMeasuredAgainstTheFirst() {
    LabelBudget budget = budget();
    assertEquals(LabelBudget.SPLITS.size(), budget.rows().size());
    for (LabelBudget.Row row : budget.rows()) {
      int spent =
          row.newPairs() * row.overlap() + budget.people() * (row.goldTasks() + row.repeats());
      assertTrue(spent <= LABELS && spent > LABELS - row.overlap(), row.toString());
      assertEquals(
          row.accuracy().mean() - budget.rows().getFirst().accuracy().mean(),
          row.gain().mean(),
          1e-12);
    }
    assertEquals(0, budget.rows().getFirst().gain().hi(), 1e-12);
  }

  @Test
  void theSameSeedGivesTheSameTable() {
    assertEquals(budget(), budget());
  }

  @Test
  void whatCannotBeSpentIsRefused() {
    assertThrows(BadInput.class, () -> LabelBudget.check(100, 10, 5));
    assertThrows(BadInput.class, () -> LabelBudget.check(600, 2, 5));
    assertThrows(BadInput.class, () -> LabelBudget.check(600, 10, 1));
  }
}
