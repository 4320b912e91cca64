package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.connection.SpecReader;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is told to stop while calls wait for the org to come back, which would be another ten
 * minutes: it stops, and whoever comes next takes up what it left.
 */
@Timeout(120)
class StoppedAmidAnOutageTest {
  private static final int CONNECTIONS = 3;
  private static final Map<String, String> LONG_WAITS =
      Map.of(
          "trunkline.outage.delay", "600000",
          "trunkline.outage.longest-delay", "600000",
          "camel.main.shutdownTimeout", "300");

  private final SimulatedOrgs orgs = new SimulatedOrgs();
  @TempDir Path data;

  @AfterEach
  void close() {
    orgs.close();
  }

  @Test
  void aRunGoesOnWithTheNextProcess() throws Exception {
    orgs.faults(
        """
        faults:
          - match: {method: POST, path: /api/v2/telephony/providers/edges/sites}
            act: {status: 503}
        """);
    String id;
    try (Service service = service(LONG_WAITS)) {
      id = start(service, false);
      awaitRefused(CONNECTIONS);
    }
    orgs.faults("faults: []");

    assertThat(ended(id, false).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sites()).hasSize(CONNECTIONS).doesNotHaveDuplicates();
  }

  @Test
  void anUndoGoesOnWithTheNextProcess() throws Exception {
    orgs.faults(
        """
        faults:
          - match: {method: POST, path: /api/v2/telephony/providers/edges/trunkbasesettings}
            act: {status: 403}
          - match: {method: DELETE}
            act: {status: 503}
        """);
    String id;
    try (Service service = service(LONG_WAITS)) {
      id = start(service, true);
      awaitRefused(1);
    }
    orgs.faults("faults: []");

    assertThat(ended(id, true).state()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(sites()).isEmpty();
  }

  private Service service(Map<String, String> more) {
    return Service.start(Mode.COMMAND, ProvisioningHarness.settings(orgs, data, more));
  }

  private static String start(Service service, boolean undoOnFailure) throws Exception {
    String spec = Specs.many(CONNECTIONS);
    Provisioning provisioning = service.bean(Provisioning.class);
    PlannedOrg planned =
        provisioning.plan(SpecReader.read(spec, "spec.yaml").spec(), spec, null).get(0);
    return provisioning.start(planned, "test", "", undoOnFailure, null).id();
  }

  private void awaitRefused(int calls) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                orgs.calls().stream().filter(call -> call.path("status").asInt() == 503).count()
                    >= calls);
  }

  /**
   * As a process that starts finds and ends it.
   *
   * @param undo whether the stop cut off the undo, or the steps
   */
  private Run ended(String id, boolean undo) {
    try (Service next = service(Map.of())) {
      RunEngine engine = next.bean(RunEngine.class);
      engine.recover();
      Run run = engine.await(id, Duration.ofMinutes(1)).join();
      assertThat(next.bean(RunStore.class).attempts(id))
          .filteredOn(attempt -> attempt.undo() == undo)
          .as("what was cut off has not failed")
          .allMatch(attempt -> attempt.problem() == null);
      return run;
    }
  }

  private List<String> sites() {
    return orgs
        .api("GET", "/api/v2/telephony/providers/edges/sites?pageSize=100", "")
        .path("entities")
        .findValuesAsText("name")
        .stream()
        .filter(name -> name.matches("carrier-.* site"))
        .toList();
  }
}
