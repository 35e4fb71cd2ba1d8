package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.experiment.ComparedArm;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.statistics.SignFlipTest;

class ShippedExperimentsTest {
  private static final Path DATA = Path.of("..", "data");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DATA.resolve("experiments"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyOneIsNamedAsItsFileAndExpectsOnlyWhatItsArmsWillHave(Path file) {
    Experiment experiment = Experiment.read(file);
    assertEquals(file.getFileName().toString(), experiment.name() + ".json");
    List<ComparedArm> arms =
        ArmArgument.read(
            experiment.arms(),
            new DataFolder(DATA),
            new StageSettings(),
            EvaluationConfig.DEFAULTS);
    experiment.check(arms.stream().map(ComparedArm::name).toList());
    assertTrue(experiment.source().matches(".*\\(\\d{4}\\).*"), experiment.source());
  }

  @ParameterizedTest
  @MethodSource("files")
  void tenSeedsCouldShowAllThatIsExpected(Path file) {
    int expected = Experiment.read(file).expectations().size();
    assertTrue(SignFlipTest.fewest(expected, 0.05) <= 10, expected + " expectations");
  }
}
