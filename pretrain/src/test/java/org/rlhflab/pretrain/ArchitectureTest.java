package org.rlhflab.pretrain;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("org.rlhflab.pretrain");

  @Test
  void packagesAreFreeOfCycles() {
    RULES.packagesAreFreeOfCycles();
  }

  @Test
  void modulesImportDownwardsOnly() {
    RULES.nothingImports("org.rlhflab.sft..", "org.rlhflab.reward..", "org.rlhflab.ppo..");
  }

  @Test
  void standardStreamsBelongToTheTerminalAlone() {
    RULES.onlyTheseTouchTheStandardStreams("org.rlhflab.pretrain.terminal");
  }

  @Test
  void formulasStandAlone() {
    RULES.formulasStandAlone(
        "org.rlhflab.pretrain.rubric",
        "org.rlhflab.pretrain.ngram",
        "org.rlhflab.pretrain.statistics",
        "org.rlhflab.pretrain.model.kernel");
  }

  @Test
  void stageKnowsNothingOfOursAndTheTerminalOnlyStage() {
    RULES.ofOursImportsOnly("org.rlhflab.pretrain.stage");
    RULES.ofOursImportsOnly("org.rlhflab.pretrain.terminal", "org.rlhflab.pretrain.stage");
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
