package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.experiment.CellQueue.Task;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import tools.jackson.databind.node.ObjectNode;

class CellQueueTest {
  private static final DataFolder DATA = new DataFolder(Path.of("..", "data"));

  @TempDir private Path folder = Path.of("");

  /// People of this name label.
  private static ComparedArm arm(String people, String demonstrations) {
    return new ComparedArm(
        people,
        DATA.demonstrations(demonstrations),
        new Labels.Fresh(people, List.of(AnnotatorProfile.DEFAULTS.named(people)), Set.of()),
        Optional.empty(),
        Course.DEFAULTS,
        PipelineConfig.DEFAULTS,
        List.of());
  }

  /// The same arm but for a setting of PPO.
  private static ComparedArm shorter(ComparedArm arm) {
    PipelineConfig d = arm.config();
    ObjectNode changed = Json.tree(d.ppo()).put("iterations", 3);
    PpoConfig ppo = Json.MAPPER.treeToValue(changed, PpoConfig.class);
    return new ComparedArm(
        "near",
        arm.demonstrations(),
        arm.labels(),
        arm.rule(),
        arm.course(),
        new PipelineConfig(
            d.pretrain(),
            d.sft(),
            d.annotate(),
            d.collection(),
            d.rewardModel(),
            ppo,
            d.evaluation()),
        List.of());
  }

  private CellStore store() {
    return new CellStore(RunFolder.of(folder), DATA, DATA.prompts("eval"));
  }

  private CellQueue queue(Cell... cells) {
    return new CellQueue(List.of(cells), store());
  }

  private static final Cell A7 = new Cell(arm("a", "mixed"), 7);
  private static final Cell B7 = new Cell(arm("b", "mixed"), 7);
  private static final Cell A8 = new Cell(arm("a", "mixed"), 8);
  private static final Cell NEAR7 = new Cell(shorter(A7.arm()), 7);
  private static final Cell SLOPPY7 = new Cell(arm("s", "sloppy"), 7);

  private static Task task(Cell cell, Step step) {
    return new Task(cell, step);
  }

  private static void expect(CellQueue queue, Cell cell, Step step) throws InterruptedException {
    assertEquals(Optional.of(task(cell, step)), queue.next());
  }

  private static void make(CellQueue queue, Cell cell, Step... steps) throws InterruptedException {
    for (Step step : steps) {
      expect(queue, cell, step);
      queue.done(task(cell, step));
    }
  }

  @Test
  void whatCellsShareIsMadeOnce() throws InterruptedException {
    CellQueue queue = queue(A7, B7);
    make(queue, A7, Step.values());
    make(queue, B7, Step.REWARD, Step.POLICY);
    assertEquals(Optional.empty(), queue.next());
  }

  @Test
  void armsThatDifferInPpoAloneShareTheirRewardModel() throws InterruptedException {
    CellQueue queue = queue(A7, NEAR7);
    make(queue, A7, Step.values());
    make(queue, NEAR7, Step.POLICY);
  }

  @Test
  void aSecondThreadBeginsTheNextSeed() throws InterruptedException {
    CellQueue queue = queue(A7, B7, A8);
    expect(queue, A7, Step.BASE);
    expect(queue, A8, Step.BASE);
  }

  @Test
  void theNearestToAFinishedCellGoesFirst() throws InterruptedException {
    CellQueue queue = queue(A7, A8);
    expect(queue, A7, Step.BASE);
    make(queue, A8, Step.BASE, Step.FINE_TUNED, Step.REWARD);
    queue.done(task(A7, Step.BASE));
    expect(queue, A8, Step.POLICY);
    expect(queue, A7, Step.FINE_TUNED);
  }

  @Test
  void whatSomebodyElseHasInHandComesAgainLater() throws InterruptedException {
    CellQueue queue = queue(A7, A8);
    queue.later(queue.next().orElseThrow());
    expect(queue, A8, Step.BASE);
    expect(queue, A7, Step.BASE);
  }

  @Test
  void aFailureTakesAlongOnlyWhatNeedsIt() throws InterruptedException {
    CellQueue queue = queue(A7, B7, A8);
    assertEquals(List.of(A7, B7), queue.failed(queue.next().orElseThrow(), "diverged"));
    make(queue, A8, Step.BASE, Step.FINE_TUNED);
    queue.failed(queue.next().orElseThrow(), "diverged too");
    assertTrue(queue.next().isEmpty());
    assertEquals(Set.of(A7, B7, A8), queue.failures().keySet());
    assertEquals("diverged too", queue.failures().get(A8));
  }

  @Test
  void aStoppedQueueGivesNothingMore() throws InterruptedException {
    CellQueue queue = queue(A7);
    queue.stop();
    assertEquals(Optional.empty(), queue.next());
  }

  @Test
  void aPlaceIsNamedByWhatItIsMadeOfAndNotByTheArm() {
    CellStore store = store();
    assertEquals(store.place(A7, Step.FINE_TUNED), store.place(B7, Step.FINE_TUNED));
    assertEquals(store.place(A7, Step.BASE), store.place(SLOPPY7, Step.BASE));
    assertFalse(store.place(A7, Step.FINE_TUNED).equals(store.place(SLOPPY7, Step.FINE_TUNED)));
    assertFalse(store.place(A7, Step.BASE).equals(store.place(A8, Step.BASE)));
    assertFalse(store.place(A7, Step.REWARD).equals(store.place(B7, Step.REWARD)));
    assertEquals(
        store.place(A7, Step.POLICY), store.place(new Cell(arm("a", "mixed"), 7), Step.POLICY));
  }
}
