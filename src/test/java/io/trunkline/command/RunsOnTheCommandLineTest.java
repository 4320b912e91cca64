package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.provisioning.OrgPicture;
import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.SimulatedOrgs;
import io.trunkline.provisioning.Specs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are listed, shown, resumed and undone from the command line. */
class RunsOnTheCommandLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SimulatedOrgs orgs;
  private Path folder;

  @BeforeAll
  static void start() {
    orgs = new SimulatedOrgs();
  }

  @AfterAll
  static void stop() {
    orgs.close();
  }

  @BeforeEach
  void emptyOrg(@TempDir Path temporary) {
    folder = temporary;
    orgs.reset();
  }

  private record Result(int exitCode, String out, String err) {}

  private Result run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    ProvisioningHarness.settings(
            orgs, folder.resolve("data"), Map.of("trunkline.outage.retries", "0"))
        .forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TrunklineCommand.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Result(exitCode, out.toString(), err.toString());
  }

  private String spec() throws Exception {
    return Files.writeString(folder.resolve("spec.yaml"), Specs.one("acme")).toString();
  }

  private String onlyRun() throws Exception {
    JsonNode runs = JSON.readTree(run("runs", "--json").out());
    assertThat(runs).hasSize(1);
    return runs.get(0).path("id").asText();
  }

  @Test
  void withoutRunsTheListSaysSo() {
    assertThat(run("runs").out()).contains("No runs yet.");
  }

  @Test
  void aRunIsListedShownAndUndone() throws Exception {
    List<String> before = OrgPicture.of(orgs.snapshot());
    assertThat(run("provision", spec(), "--reason", "go live").exitCode()).isZero();
    assertThat(run("runs").out()).contains("succeeded", "1/1", "go live");
    String id = onlyRun();
    assertThat(run("runs", id).out())
        .contains("outbound-route", "finished", "created", "acme site")
        .doesNotContain("PureCloud Voice", "acme site,");

    Result undone = run("undo", id);
    assertThat(undone.exitCode()).as(undone.err()).isZero();
    assertThat(undone.out()).contains("rolled-back", "undone");
    assertThat(OrgPicture.of(orgs.snapshot())).containsExactlyElementsOf(before);
    Result again = run("undo", id);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("is rolled-back and cannot be undone");
  }

  @Test
  void aFailedRunIsResumed() throws Exception {
    orgs.faults("faults: [{match: {method: POST, path: '*/sites'}, act: {status: 503}}]");
    assertThat(run("provision", spec()).exitCode()).isEqualTo(1);
    String id = onlyRun();
    Result shown = run("runs", id);
    assertThat(shown.out()).contains("failed", "trunkline resume " + id);
    orgs.control("DELETE", "faults", "");

    Result resumed = run("resume", id);
    assertThat(resumed.exitCode()).as(resumed.err() + resumed.out()).isZero();
    assertThat(run("plan", spec()).exitCode()).isZero();
  }

  @Test
  void theJournalTellsEveryWriteAndEveryCall() throws Exception {
    run("provision", spec());
    JsonNode journal = JSON.readTree(run("runs", onlyRun(), "--journal").out());

    assertThat(journal.path("attempts").findValuesAsText("step"))
        .containsExactly("byoc", "location", "site", "trunk", "outbound-route");
    assertThat(journal.path("writes")).hasSize(4);
    assertThat(journal.path("calls").findValuesAsText("method"))
        .filteredOn(method -> !method.equals("GET"))
        .containsExactly("POST", "POST", "POST", "PUT");
    assertThat(journal.path("calls").findValuesAsText("correlationId")).doesNotContain("null");
  }

  @Test
  void anUnknownRunIsBadInput() {
    for (String command : List.of("runs", "resume", "undo")) {
      Result result = run(command, "nonsense");
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("there is no run nonsense");
    }
  }
}
