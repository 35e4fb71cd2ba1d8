package org.rlhflab.ppo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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

  @Test
  void theLabLoadsNoModelAndOnlyItsServerSeesTheWebLibrary() {
    JavaClasses lab = new ClassFileImporter().importPackages("org.rlhflab.ppo.lab");
    noClasses()
        .that()
        .resideInAPackage("org.rlhflab.ppo.lab..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.rlhflab.pretrain.model..")
        .check(lab);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rlhflab.ppo.lab.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .check(lab);
  }
}
