package io.trunkline.provisioning;

import io.trunkline.connection.Plan;
import io.trunkline.connection.SpecReader;
import io.trunkline.genesys.GenesysException;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunStep;
import io.trunkline.run.RunStore;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real routes and beans against a simulated org, started once for a test class. */
public final class ProvisioningHarness implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  public final SimulatedOrgs orgs = new SimulatedOrgs();
  public final Service service;

  /**
   * Starts everything.
   *
   * @param data data folder
   * @param settings over application.properties
   */
  public ProvisioningHarness(Path data, Map<String, String> settings) {
    service = Service.start(Mode.COMMAND, settings(orgs, data, settings));
  }

  /** Settings that make the simulator the org {@code test}, with short waits. */
  public static Map<String, String> settings(
      SimulatedOrgs orgs, Path data, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("trunkline.data", data.toString());
    all.put("trunkline.server.password-folder", data.toString());
    all.put("trunkline.simulator", "off");
    all.put("trunkline.orgs.test.apiUrl", orgs.uri().toString());
    all.put("trunkline.orgs.test.loginUrl", orgs.uri().toString());
    all.put("trunkline.orgs.test.clientId", "simulator");
    all.put("trunkline.orgs.test.clientSecret", "simulator");
    all.put("trunkline.orgs.test.callsPerMinute", "1000000");
    all.put("trunkline.outage.delay", "20");
    all.put("trunkline.conflict.delay", "20");
    all.put("trunkline.rate-limit.unsaid", "20ms");
    all.put("trunkline.settle-time", "400ms");
    all.put("trunkline.poll-interval", "20ms");
    all.putAll(more);
    return all;
  }

  public Plan plan(String spec) throws GenesysException {
    return planned(spec).plan();
  }

  /** Plans and runs to the end, whatever it is. */
  public Run provision(String spec) throws GenesysException {
    return provision(planned(spec), false);
  }

  public Run provision(PlannedOrg planned, boolean undoOnFailure) {
    Run run = service.bean(Provisioning.class).start(planned, "test", "", undoOnFailure, null);
    return awaited(run);
  }

  /** The run at its end, or as it is after minutes. */
  public Run awaited(Run run) {
    return service.bean(RunEngine.class).await(run.id(), LONGEST).join();
  }

  public PlannedOrg planned(String spec) throws GenesysException {
    return service
        .bean(Provisioning.class)
        .plan(SpecReader.read(spec, "spec.yaml").spec(), spec, null)
        .get(0);
  }

  public List<RunStep> steps(Run run) {
    return service.bean(RunStore.class).steps(run.id());
  }

  @Override
  public void close() {
    service.close();
    orgs.close();
  }
}
