package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A service with an org of its own on which one case of a matrix runs after the other, and the orgs
 * that its cases begin and end with. Several of them work side by side, since cases wait more than
 * they compute.
 */
final class MatrixBench implements AutoCloseable {
  /** In a fault: the date a second from now. */
  static final String IN_ONE_SECOND = "IN_ONE_SECOND";

  final ProvisioningHarness harness;
  final JsonNode empty;
  final JsonNode provisioned;
  final List<String> afterFirst;
  final List<String> afterSecond;

  private MatrixBench(Path data) throws Exception {
    harness =
        new ProvisioningHarness(
            data,
            Map.of(
                "trunkline.http.timeout",
                "1500ms",
                "trunkline.settle-time",
                "800ms",
                "trunkline.rate-limit.longest-wait",
                "2s"));
    empty = harness.orgs.snapshot();
    assertThat(harness.provision(MatrixSpecs.FIRST).state()).isEqualTo(RunState.SUCCEEDED);
    provisioned = harness.orgs.snapshot();
    afterFirst = OrgPicture.of(provisioned);
    assertThat(harness.provision(MatrixSpecs.SECOND).state()).isEqualTo(RunState.SUCCEEDED);
    afterSecond = OrgPicture.of(harness.orgs.snapshot());
  }

  /** Benches for as many cases at once. */
  static SideBySide<MatrixBench> several(Path folder, int size) throws Exception {
    List<MatrixBench> benches = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      benches.add(new MatrixBench(Files.createDirectories(folder.resolve(Integer.toString(i)))));
    }
    return new SideBySide<>(benches);
  }

  /** The org becomes this one, on a platform that is well. */
  void holds(JsonNode document) {
    harness.orgs.control("DELETE", "faults", "");
    harness.orgs.settings("{\"consistency\": null}");
    harness.orgs.control("PUT", "import", document.toString());
  }

  /** Now the platform treats a request in this way, once. */
  void strikes(MatrixSpecs.Write write, String fault) {
    strikes(write, fault, 1);
  }

  /** Now the platform treats so many requests in this way. */
  void strikes(MatrixSpecs.Write write, String fault, int times) {
    String act = fault.replace(IN_ONE_SECOND, inOneSecond());
    harness.orgs.faults(
        "faults: [{match: {method: %s, path: '%s'}, times: %d, act: %s}]"
            .formatted(write.method(), write.path(), times, act));
    harness.orgs.forgetRequests();
  }

  /** From now on reads show what was before; what the org holds now can be seen already. */
  void lags() {
    harness.orgs.settings("{\"consistency\": {\"listLagMs\": 400, \"readLagMs\": 200}}");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> seen("/api/v2/locations"), held("locations")::equals);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> seen("/api/v2/telephony/providers/edges/outboundroutes"),
            held("outboundRoutes")::equals);
  }

  private Set<String> seen(String path) {
    return ids(harness.orgs.api("GET", path + "?pageSize=100", "").path("entities"));
  }

  private Set<String> held(String kind) {
    return ids(harness.orgs.snapshot().path(kind));
  }

  private static Set<String> ids(JsonNode objects) {
    return StreamSupport.stream(objects.spliterator(), false)
        .map(object -> object.path("id").asText())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String inOneSecond() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plusSeconds(1).atOffset(ZoneOffset.UTC));
  }

  /** The fault struck once, and the request that it struck has ended. */
  void assertStruck() {
    assertStruck(1);
  }

  /** As {@link #assertStruck()}, of a fault that strikes so many times. */
  void assertStruck(int times) {
    // A delayed request may outlive the run: its effect belongs to this case, not to the next.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> harness.orgs.control("GET", "requests", "").findValue("fault") != null);
    assertThat(harness.orgs.control("GET", "faults", "").at("/faults/0/strikes").asLong())
        .as("the fault struck")
        .isEqualTo(times);
  }

  /** Provisions, or takes back what a failure left. */
  Run provision(PlannedOrg planned) {
    return harness.provision(planned, true);
  }

  /** Undoes a run to its end. */
  Run undo(Run run) {
    return harness.awaited(harness.service.bean(RunEngine.class).undo(run.id()));
  }

  /** Takes a run up again, to its end. */
  Run resume(Run run) {
    return harness.awaited(harness.service.bean(RunEngine.class).resume(run.id(), false));
  }

  void assertEnded(Run run, RunState state, List<String> picture) {
    assertThat(run.state()).as("%s", run.problem()).isEqualTo(state);
    assertThat(OrgPicture.of(harness.orgs.snapshot())).containsExactlyElementsOf(picture);
  }

  @Override
  public void close() {
    harness.close();
  }
}
