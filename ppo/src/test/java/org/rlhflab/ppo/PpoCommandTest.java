package org.rlhflab.ppo;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.OptionsAgreement;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class PpoCommandTest {

  @Test
  void everySettingIsAnOptionOfItsNameAndDefault() {
    new OptionsAgreement<>(
            PpoCommand.Options::new, PpoCommand.Options::toConfig, PpoConfig.DEFAULTS)
        .check();
  }

  @Test
  void theTableOfOptionsHasThemAll() throws IOException {
    String table = Files.readString(Path.of("src/main/doc/ppo-options.md"));
    CommandSpec.forAnnotatedObject(new PpoCommand.Options())
        .options()
        .forEach(it -> assertTrue(table.contains("`" + it.longestName() + "`"), it.longestName()));
  }

  @Test
  void aHorizonThatCouldTakeTheKlCoefficientBelowZeroIsRefused() {
    PpoCommand.Options options = new PpoCommand.Options();
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs("--kl-controller=adaptive", "--batch-size=64", "--kl-horizon=12");
    String refusal =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, options::toConfig).getMessage());
    assertTrue(refusal.startsWith("KL horizon must be over a fifth of the batch size 64"), refusal);
  }
}
