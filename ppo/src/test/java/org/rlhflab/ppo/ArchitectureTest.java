package org.rlhflab.ppo;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.ArchitectureRules;

class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("org.rlhflab.ppo");

  @Test
  void packagesAreFreeOfCycles() {
    RULES.packagesAreFreeOfCycles();
  }

  @Test
  void standardStreamsBelongToTheTerminalAlone() {
    RULES.onlyTheseTouchTheStandardStreams("org.rlhflab.ppo.cli");
  }

  @Test
  void formulasStandAlone() {
    RULES.formulasStandAlone("org.rlhflab.ppo.objective", "org.rlhflab.ppo.baseline");
  }

  @Test
  void everyPackageIsNullMarked() {
    RULES.everyPackageIsNullMarked();
  }

  @Test
  void staticFieldsAreFinal() {
    RULES.staticFieldsAreFinal();
  }

  @Test
  void noClassIsAHelper() {
    RULES.noClassIsAHelper();
  }
}
