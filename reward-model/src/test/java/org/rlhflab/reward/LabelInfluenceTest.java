package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.model.ReadOut;

class LabelInfluenceTest {
  private static final RandomStreams RANDOM = new RandomStreams(7);

  @TempDir Path folder;

  private final Workers workers = new Workers(1);
  private List<Preference> labels = List.of();
  private Path model = Path.of("");

  @BeforeEach
  void read() {
    model = TinyRun.model(folder.resolve("sft"), 1);
    labels =
        PreferenceFile.read(TinyRun.DATA.world().resolveSibling("labels/careful.jsonl"))
            .subList(0, 300);
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private LabelInfluence of(HeldOutTarget.What what, List<Preference> given, String... flip) {
    PromptSplit split = PromptSplit.of(given, 0.3, RANDOM);
    FrozenFeatures features =
        new FrozenFeatures(
            ModelFolder.readLanguageModel(model),
            ReadOut.MEAN_WITH_LOG_PROBS,
            split.training(),
            workers);
    return LabelInfluence.of(what, features, split, TinyRun.WORLD, RANDOM, List.of(flip));
  }

  @Test
  void whatFlippedLabelsDoIsPredicted() {
    for (HeldOutTarget.What what : HeldOutTarget.What.values()) {
      String[] best =
          of(what, labels).labels().stream()
              .sorted(Comparator.comparingDouble(LabelInfluence.One::ifFlipped))
              .limit(5)
              .map(LabelInfluence.One::id)
              .toArray(String[]::new);
      LabelInfluence.Flip flip = of(what, labels, best).flip().orElseThrow();
      assertEquals(1, flip.predicted() / flip.actual(), 0.3, what + ": " + flip);
      assertTrue(flip.actual() < 0, flip.toString());
    }
  }

  @Test
  void everyLabelOfTheTrainingHasItsLineAndEverybodyTheSumOfTheirs() {
    LabelInfluence found = of(HeldOutTarget.What.MARGIN, labels);
    assertEquals(300, found.trained() + found.heldOut());
    assertEquals(found.trained(), found.labels().size());
    double sum = found.labels().stream().mapToDouble(LabelInfluence.One::influence).sum();
    double people = found.annotators().values().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(sum, people, 1e-9);
    assertTrue(found.judged());
  }

  @Test
  void labelsWithoutIdAreNumberedAndForeignTextIsMeasuredByTheLabels() {
    List<Preference> foreign =
        labels.stream()
            .map(it -> Preference.of("Warum? " + it.prompt(), it.chosen(), it.rejected()))
            .toList();
    LabelInfluence found = of(HeldOutTarget.What.LENGTH, foreign);
    assertFalse(found.judged());
    assertEquals("#1", found.labels().getFirst().id());
    assertTrue(found.labels().stream().allMatch(it -> it.right().isEmpty()));
  }

  @Test
  void anUnknownLabelAndAHeldOutOneAreNamed() {
    String unknown =
        assertThrows(BadInput.class, () -> of(HeldOutTarget.What.MARGIN, labels, "x")).getMessage();
    assertTrue(unknown.contains("--flip x: no label of that id"), unknown);
    String id = PromptSplit.of(labels, 0.3, RANDOM).heldOut().getFirst().id();
    String held =
        assertThrows(BadInput.class, () -> of(HeldOutTarget.What.MARGIN, labels, id)).getMessage();
    assertTrue(held.contains("is a held-out label"), held);
  }
}
