package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.OptionsAgreement;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.ReadOut;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class RewardModelCommandTest {
  @TempDir Path folder;

  @Command
  private static final class Nothing {}

  private static CommandLine line(Object options) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new Nothing());
    return new CommandLine(spec.addMixin("options", CommandSpec.forAnnotatedObject(options)));
  }

  @Test
  void everySettingIsAnOptionOfItsNameAndDefault() {
    new OptionsAgreement<>(
            RewardModelCommand.Options::new,
            RewardModelCommand.Options::toConfig,
            RewardModelConfig.DEFAULTS)
        .check();
    new OptionsAgreement<>(
            AnnotateCommand.Options::new,
            AnnotateCommand.Options::toConfig,
            AnnotateConfig.DEFAULTS)
        .check();
    new OptionsAgreement<>(
            AnnotateCommand.PlanOptions::new,
            AnnotateCommand.PlanOptions::toConfig,
            CollectionPlan.DEFAULTS)
        .check();
  }

  @Test
  void theReadOutIsChosenByName() {
    RewardModelCommand.Options options = new RewardModelCommand.Options();
    CommandLine line = line(options);
    line.parseArgs("--read-out", "last-token");
    assertEquals(ReadOut.LAST_TOKEN, options.toConfig().readOut());
    String message =
        String.valueOf(
            assertThrows(ParameterException.class, () -> line.parseArgs("--read-out", "first"))
                .getMessage());
    assertTrue(message.contains("expected last-token or mean-with-log-probs"), message);
  }

  @Test
  void labelsAndAnnotatorsExcludeEachOther() {
    CommandLine line = new CommandLine(new RewardModelCommand());
    String[] both = {"--model", "m", "--labels", "x.jsonl", "--annotators", "careful"};
    assertThrows(ParameterException.class, () -> line.parseArgs(both));
  }

  @Test
  void labelsThatAreThereAreNotOverwrittenUnlessAsked() throws IOException {
    Path file = folder.resolve("labels.jsonl");
    List<Preference> mine = List.of(Preference.of("p", "a", "b"));
    List<Preference> others = List.of(Preference.of("p", "b", "a"));
    AnnotateCommand.write(file, mine, false);
    AnnotateCommand.write(file, mine, false);
    String before = Files.readString(file);
    String message =
        assertThrows(BadInput.class, () -> AnnotateCommand.write(file, others, false)).getMessage();
    assertTrue(message.contains("--fresh"), message);
    assertEquals(before, Files.readString(file));
    AnnotateCommand.write(file, others, true);
    assertTrue(Files.readString(file).contains("\"chosen\":\"b\""));
  }
}
