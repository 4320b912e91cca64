package io.trunkline.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The simulator shares no code with our client rooms, so none of their mistakes can hide in it. */
class PurityTest {
  private static final String ROOM = "io.trunkline.simulator";

  private final JavaClasses simulator =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOM);

  @Test
  void itKnowsOnlyJsonVertxAndTheJdk() {
    classes()
        .that()
        .resideInAPackage(ROOM + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOM + "..",
            "java..",
            "javax.security.auth.x500..",
            "io.vertx..",
            "io.netty..",
            "com.fasterxml.jackson..",
            "org.slf4j..",
            "org.jspecify..")
        .check(simulator);
  }

  @Test
  void itsPartsStandOnEachOtherInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("server")
        .definedBy(ROOM)
        .layer("resources")
        .definedBy(ROOM + ".resource")
        .layer("calls")
        .definedBy(ROOM + ".http")
        .layer("organizations")
        .definedBy(ROOM + ".org")
        .layer("faults")
        .definedBy(ROOM + ".fault")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("resources")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("calls")
        .mayOnlyBeAccessedByLayers("server", "resources")
        .whereLayer("faults")
        .mayOnlyBeAccessedByLayers("server")
        .check(simulator);
  }
}
