package org.rlhflab.sft;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.ArchitectureRules;

class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("org.rlhflab.sft");

  @Test
  void packagesAreFreeOfCycles() {
    RULES.packagesAreFreeOfCycles();
  }

  @Test
  void modulesImportDownwardsOnly() {
    RULES.nothingImports("org.rlhflab.reward..", "org.rlhflab.ppo..");
  }

  @Test
  void standardStreamsBelongToTheTerminalAlone() {
    RULES.onlyTheseTouchTheStandardStreams();
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
