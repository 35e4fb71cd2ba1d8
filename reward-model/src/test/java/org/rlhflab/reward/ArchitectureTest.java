package org.rlhflab.reward;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.ArchitectureRules;

class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("org.rlhflab.reward");

  @Test
  void packagesAreFreeOfCycles() {
    RULES.packagesAreFreeOfCycles();
  }

  @Test
  void modulesImportDownwardsOnly() {
    RULES.nothingImports("org.rlhflab.ppo..");
  }

  @Test
  void standardStreamsBelongToTheTerminalAlone() {
    RULES.onlyTheseTouchTheStandardStreams();
  }

  @Test
  void formulasStandAlone() {
    RULES.formulasStandAlone(
        "org.rlhflab.reward.quality",
        "org.rlhflab.reward.quality.judgment",
        "org.rlhflab.reward.quality.agreement",
        "org.rlhflab.reward.quality.aggregation",
        "org.rlhflab.reward.quality.bias",
        "org.rlhflab.reward.quality.regression");
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
