package io.trunkline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Holds the house together: which room may know which, and where the outside world is known. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.trunkline");

  @Test
  void connectionAndStoreAreTheGround() {
    knowsOfOurs("connection");
    knowsOfOurs("store");
  }

  @Test
  void genesysAndSipStandBesideEachOtherOnTheGround() {
    knowsOfOurs("genesys", "connection");
    knowsOfOurs("sip", "connection");
  }

  @Test
  void runsKnowTheStoreAndNothingOfWhatTheyRun() {
    knowsOfOurs("run", "store");
  }

  @Test
  void analyticsKnowTheStoreOfRunsAndTheOrgs() {
    knowsOfOurs("analytics", "store", "genesys", "run");
  }

  @Test
  void provisioningJoinsConnectionGenesysAndRun() {
    knowsOfOurs("provisioning", "connection", "genesys", "run");
  }

  @Test
  void theGateAsksTheCarriersOfConnections() {
    knowsOfOurs("gate", "connection", "sip");
  }

  @Test
  void trunksAreJudgedByChecksAlone() {
    knowsOfOurs("trunk", "sip");
  }

  @Test
  void whatChecksFoundIsKeptAndTold() {
    knowsOfOurs("check", "connection", "sip", "store", "event", "analytics");
  }

  @Test
  void alertsJudgeTheSeriesAndTellTheSinks() {
    knowsOfOurs("alert", "connection", "store", "event", "analytics");
  }

  @Test
  void eventsKnowTheStoreAndWhatTheOrgSays() {
    knowsOfOurs("event", "store", "genesys");
  }

  @Test
  void reloadingRoutesKnowsNothingOfWhatTheyDo() {
    knowsOfOurs("reload");
  }

  @Test
  void theSimulatorStandsApart() {
    knowsOfOurs("simulator");
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.trunkline.simulator..", "io.trunkline.command..", "io.trunkline.service..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.trunkline.simulator..")
        .check(ALL);
  }

  @Test
  void roomsDoNotGoInCircles() {
    slices().matching("io.trunkline.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void onlyTheGenesysRoomKnowsTheSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.trunkline.genesys..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.mypurecloud..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.trunkline.genesys..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.mypurecloud.sdk.v2.model..", "com.mypurecloud.sdk.v2.api..")
        .because("the SDK's models drop fields and enum values that they do not know")
        .check(ALL);
  }

  @Test
  void theConnectionRoomIsPure() {
    noClasses()
        .that()
        .resideInAPackage("io.trunkline.connection..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.camel..", "java.net.http..", "java.sql..", "io.vertx..")
        .check(ALL);
  }

  @Test
  void theBusinessFlowIsYaml() {
    noClasses().should().beAssignableTo(RouteBuilder.class).check(ALL);
  }

  @Test
  void nothingIsStaticAndChanges() {
    fields().that().areStatic().should().beFinal().check(ALL);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes()
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching(
                    ".*(Util|Utils|Helper|Manager|Impl)")))
        .check(ALL);
  }

  /** A room may know itself and these rooms of ours, and no other. */
  private static void knowsOfOurs(String room, String... rooms) {
    DescribedPredicate<JavaClass> ours = resideInAPackage("io.trunkline..");
    DescribedPredicate<JavaClass> allowed = resideInAPackage("io.trunkline." + room + "..");
    for (String other : rooms) {
      allowed = allowed.or(resideInAPackage("io.trunkline." + other + ".."));
    }
    noClasses()
        .that()
        .resideInAPackage("io.trunkline." + room + "..")
        .should()
        .dependOnClassesThat(ours.and(DescribedPredicate.not(allowed)))
        .because("the " + room + " room may know " + Arrays.toString(rooms) + " of ours")
        .allowEmptyShould(true)
        .check(ALL);
  }
}
