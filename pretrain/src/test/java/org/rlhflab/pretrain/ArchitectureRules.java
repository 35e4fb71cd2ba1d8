package org.rlhflab.pretrain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// The rules of the architecture, applied by the `ArchitectureTest` of each module to that module's
/// own classes. A rule fails too if it did not see the packages that it is about: a renamed package
/// must not slip away from it.
public final class ArchitectureRules {
  /// Packages that rules speak of and that nobody has written yet. The only exception to "a rule
  /// fails if it did not see its packages", and a package that is there must not stand here: delete
  /// its line when its first class arrives.
  private static final Set<String> NOT_THERE_YET =
      Set.of("org.rlhflab.pretrain.ngram", "org.rlhflab.reward.quality");

  /// What a formula has no business with: graphs of layers, file formats, command lines.
  private static final String[] NOT_IN_FORMULAS = {
    "org.deeplearning4j..", "tools.jackson..", "com.fasterxml.jackson..", "picocli.."
  };

  private final JavaClasses classes;

  /// Over all classes below `root`, tests left out.
  public ArchitectureRules(String root) {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    assertTrue(!classes.isEmpty(), "no classes below " + root);
  }

  /// Every package is free of cycles with every other one.
  public void packagesAreFreeOfCycles() {
    slices().matching("org.rlhflab.(**)").should().beFreeOfCycles().check(classes);
  }

  /// Nothing here imports these, for instance modules further up.
  public void nothingImports(String... packages) {
    noClasses().should().dependOnClassesThat().resideInAnyPackage(packages).check(classes);
  }

  /// These packages hold formulas: they know neither Deeplearning4j's graph nor Jackson nor
  /// picocli.
  public void formulasStandAlone(String... packages) {
    for (String each : packages) {
      if (isThere(each)) {
        noClasses()
            .that()
            .resideInAPackage(each)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NOT_IN_FORMULAS)
            .check(classes);
      }
    }
  }

  /// This package imports only these of ours beside itself.
  public void ofOursImportsOnly(String importer, String... imported) {
    if (!isThere(importer)) {
      return;
    }
    Set<String> allowed = new TreeSet<>(List.of(imported));
    allowed.add(importer);
    Set<String> found =
        classesIn(importer).stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getPackageName())
            .filter(name -> name.startsWith("org.rlhflab."))
            .filter(name -> !allowed.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), found, importer + " imports more of ours than it may");
  }

  /// Only these packages touch standard output and standard error, and they do.
  public void onlyTheseTouchTheStandardStreams(String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should(ACCESS_STANDARD_STREAMS)
        .check(classes);
    for (String each : packages) {
      boolean touches =
          classesIn(each).stream()
              .flatMap(c -> c.getFieldAccessesFromSelf().stream())
              .anyMatch(access -> access.getTargetOwner().isEquivalentTo(System.class));
      assertTrue(touches, each + " no longer touches the standard streams: take it off the list");
    }
  }

  /// Nulls are checked in every package.
  public void everyPackageIsNullMarked() {
    for (JavaClass each : classes) {
      assertTrue(
          each.getPackage().isAnnotatedWith(NullMarked.class),
          each.getPackageName() + " needs a package-info.java with @NullMarked");
    }
  }

  /// No state outside objects.
  public void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(classes);
  }

  /// A class is named after its idea.
  public void noClassIsAHelper() {
    for (JavaClass each : classes) {
      assertTrue(
          !each.getSimpleName().matches(".*(Utils?|Helpers?|Manager|Impl)"),
          each.getName() + " should be named after its idea");
    }
  }

  /// Whether the package holds a class; if not, it must be known to be missing.
  private boolean isThere(String name) {
    boolean there = !classesIn(name).isEmpty();
    if (!there && !NOT_THERE_YET.contains(name)) {
      return fail(name + " holds no class: was it renamed? Then rename it in the rule too");
    }
    if (there && NOT_THERE_YET.contains(name)) {
      return fail(name + " is there now: delete its line in ArchitectureRules.NOT_THERE_YET");
    }
    return there;
  }

  private Set<JavaClass> classesIn(String name) {
    return classes.stream()
        .filter(each -> each.getPackageName().equals(name))
        .filter(each -> !each.getSimpleName().equals("package-info"))
        .collect(Collectors.toSet());
  }
}
