package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.Connection;
import io.trunkline.connection.Planner;
import io.trunkline.connection.Spec;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.genesys.GenesysException;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunRequest;
import io.trunkline.run.RunVariables;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Plans connections and starts runs of plans: what the command line and the HTTP API both call. */
public final class Provisioning {
  private final CamelContext context;
  private final Orgs orgs;
  private final RunEngine engine;
  private final SecretValues secrets;
  private final ConnectionJson json;

  /** With the engine that executes runs. */
  public Provisioning(
      CamelContext context,
      Orgs orgs,
      RunEngine engine,
      SecretValues secrets,
      ConnectionJson json) {
    this.context = context;
    this.orgs = orgs;
    this.engine = engine;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * Plans a file: reads the inventory of each org that it names, writes nothing.
   *
   * @param text the file's text, for its hash
   * @param org takes the place of the default org; null for the configured one
   * @return one plan per org, in the file's order
   * @throws GenesysException when an org cannot be read
   */
  public List<PlannedOrg> plan(Spec spec, String text, @Nullable String org)
      throws GenesysException {
    secrets.remember(spec.connections());
    Map<String, List<Connection>> byOrg = new LinkedHashMap<>();
    for (Connection connection : spec.connections()) {
      String name = connection.org() == null ? unnamed(org) : connection.org();
      byOrg.computeIfAbsent(orgs.get(name).name(), key -> new ArrayList<>()).add(connection);
    }
    List<PlannedOrg> plans = new ArrayList<>();
    for (Map.Entry<String, List<Connection>> entry : byOrg.entrySet()) {
      plans.add(plan(orgs.get(entry.getKey()), entry.getValue(), sha256(text)));
    }
    return plans;
  }

  private String unnamed(@Nullable String org) {
    return org == null ? orgs.defaultOrg() : org;
  }

  private PlannedOrg plan(Org org, List<Connection> connections, String specHash)
      throws GenesysException {
    Instant now = Instant.now();
    Holdings holdings = read(org, connections);
    return new PlannedOrg(
        org, specHash, connections, holdings, Planner.plan(connections, holdings.inventory()), now);
  }

  private Holdings read(Org org, List<Connection> connections) throws GenesysException {
    List<String> types =
        connections.stream().map(connection -> connection.trunk().type()).distinct().toList();
    try (ProducerTemplate template = context.createProducerTemplate()) {
      Exchange read =
          template.request(
              "direct:read-inventory",
              exchange -> {
                exchange.getMessage().setHeader(GenesysConstants.ORG, org.name());
                exchange.getMessage().setBody(types);
              });
      refuse(org, read.getException());
      return read.getMessage().getBody(Holdings.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Side by side calls fail wrapped: the typed failure is somewhere below. */
  private static void refuse(Org org, @Nullable Throwable failure) throws GenesysException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GenesysException typed) {
        throw typed;
      }
    }
    if (failure != null) {
      throw new IllegalStateException(
          "The inventory of " + org.name() + " could not be read", failure);
    }
  }

  /**
   * Starts a run of a plan.
   *
   * @param startedBy who asks
   * @param reason why, empty when not said
   * @param undoOnFailure whether a failure is followed by an undo
   * @param idempotencyKey repeating it gives the same run; null for none
   */
  public Run start(
      PlannedOrg planned,
      String startedBy,
      String reason,
      boolean undoOnFailure,
      @Nullable String idempotencyKey) {
    JsonNode plan = planned.plan().toJson();
    RunRequest request =
        new RunRequest(
            planned.specHash(),
            sha256(plan.toString()),
            planned.org().name(),
            json.write(planned.connections()),
            plan,
            startedBy,
            reason,
            undoOnFailure,
            SharedObjects.written(planned.plan()),
            idempotencyKey);
    return engine.start(
        request,
        Map.of(
            RunStart.CONNECTIONS,
            planned.connections(),
            Pipeline.HOLDINGS,
            planned.holdings(),
            RunVariables.READ_AT,
            planned.readAt()));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
