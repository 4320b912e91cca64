package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Connection;
import io.trunkline.connection.Connection.CertificateAuthority;
import io.trunkline.connection.Connection.OutboundRoute;
import io.trunkline.connection.DesiredState;
import io.trunkline.connection.Inventory;
import io.trunkline.connection.Kind;
import io.trunkline.connection.Lookup;
import io.trunkline.connection.Reference;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.run.RunVariables;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What the provisioning routes ask for, step by step: the body that a connection wants, and, in a
 * header, what the run's inventory holds of it. Knows neither the order of the steps nor how
 * anything is called.
 */
public final class Pipeline {
  /** Exchange variable: the {@link Connection} that the steps work on. */
  static final String CONNECTION = "connection";

  /** Exchange variable: the {@link Holdings} of the run's org. */
  static final String HOLDINGS = "holdings";

  /** Exchange variable: the {@link RunObjects} of the run. */
  static final String OBJECTS = "runObjects";

  /** Whether the org may have BYOC trunks at all; the plan has refused it before when not. */
  public JsonNode byoc(Exchange exchange) throws ByocMissingException {
    if (!inventory(exchange).hasProduct(DesiredState.PRODUCT)) {
      throw new ByocMissingException(exchange.getVariable("org", String.class));
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("outcome", "checked")
        .put("name", DesiredState.PRODUCT);
  }

  /** Whether the connection names certificate authorities. */
  public boolean hasAuthorities(Exchange exchange) {
    return !connection(exchange).certificateAuthorities().isEmpty();
  }

  /** The connection's certificate authorities. */
  public List<CertificateAuthority> authorities(Exchange exchange) {
    return connection(exchange).certificateAuthorities();
  }

  /** Asks for one certificate authority, which the body names. */
  public void authority(Exchange exchange) {
    CertificateAuthority authority = exchange.getMessage().getBody(CertificateAuthority.class);
    ObjectNode desired = DesiredState.certificateAuthority(authority);
    ask(exchange, desired, known(exchange, Kind.CERTIFICATE_AUTHORITY, authority.name(), desired));
    plan(exchange, Kind.CERTIFICATE_AUTHORITY, authority.name());
  }

  /** Asks for the location. */
  public void location(Exchange exchange) {
    Connection connection = connection(exchange);
    if (hasAuthorities(exchange)) {
      variable(exchange, "step-certificate-authority")
          .forEach(
              made ->
                  objects(exchange)
                      .ensured(Kind.CERTIFICATE_AUTHORITY, made.path("name").asText(), made));
    }
    String name = connection.location().name();
    ObjectNode desired = DesiredState.location(connection);
    ask(exchange, desired, known(exchange, Kind.LOCATION, name, desired));
    plan(exchange, Kind.LOCATION, name);
  }

  /** Asks for the site, in the location and under the managed site. */
  public void site(Exchange exchange) {
    Connection connection = connection(exchange);
    Reference location = made(exchange, "step-location");
    objects(exchange).ensured(Kind.LOCATION, location.name(), variable(exchange, "step-location"));
    Reference managed =
        inventory(exchange).managedSite() instanceof Lookup.One one
            ? Reference.to(one.object())
            : Reference.toBeMade(DesiredState.MANAGED_SITE);
    ObjectNode desired = DesiredState.site(connection, location, managed);
    ask(exchange, desired, known(exchange, Kind.SITE, connection.site().name(), desired));
    plan(exchange, Kind.SITE, connection.site().name());
  }

  /** Asks for the trunk base, from the org's template, with the site for inbound calls. */
  public void trunk(Exchange exchange) {
    Connection connection = connection(exchange);
    Reference site = made(exchange, "step-site");
    objects(exchange).ensured(Kind.SITE, site.name(), variable(exchange, "step-site"));
    ObjectNode desired = DesiredState.trunk(connection, site);
    ask(exchange, desired, known(exchange, Kind.TRUNK_BASE, connection.trunk().name(), desired));
    plan(exchange, Kind.TRUNK_BASE, connection.trunk().name());
    String metabase = DesiredState.metabase(connection.trunk().type()).id();
    exchange
        .getMessage()
        .setHeader(GenesysConstants.TEMPLATE, holdings(exchange).templates().get(metabase));
  }

  /** The connection's outbound routes. */
  public List<OutboundRoute> outboundRoutes(Exchange exchange) {
    return connection(exchange).outboundRoutes();
  }

  /** Asks for one outbound route, which the body names, with the trunk among its trunks. */
  public void outboundRoute(Exchange exchange) {
    OutboundRoute route = exchange.getMessage().getBody(OutboundRoute.class);
    Reference site = made(exchange, "step-site");
    String siteId = String.valueOf(site.id());
    boolean stale = objects(exchange).touch(siteId, route.name());
    JsonNode known = stale ? null : found(inventory(exchange).outboundRoute(site, route.name()));
    boolean fresh = known != null && known.isNull() && !isAutomatic(exchange, route.name());
    ask(
        exchange,
        DesiredState.outboundRoute(
            connection(exchange), route, made(exchange, "step-trunk"), fresh),
        known);
    Message message = exchange.getMessage();
    message.setHeader(GenesysConstants.SITE_ID, siteId);
    message.setHeader(GenesysConstants.NAME, route.name());
    plan(exchange, Kind.OUTBOUND_ROUTE, route.name());
    JsonNode planned = message.getHeader(GenesysConstants.PLANNED, JsonNode.class);
    if (planned != null && !planned.hasNonNull("id") && isAutomatic(exchange, route.name())) {
      // It comes by itself with the site: that it is there now is no change by somebody.
      message.removeHeader(GenesysConstants.PLANNED);
    }
  }

  /**
   * What the run's plan says of an object: an update that departs from it is refused. Nothing when
   * the operator told this run to work by what the org holds now.
   */
  private static void plan(Exchange exchange, Kind kind, String name) {
    JsonNode plan = exchange.getVariable(RunVariables.PLAN, JsonNode.class);
    exchange
        .getMessage()
        .setHeader(
            GenesysConstants.PLANNED,
            plan == null || exchange.getVariable(RunVariables.REPLAN, false, Boolean.class)
                ? null
                : PlannedObjects.find(plan, connection(exchange), kind, name));
  }

  /**
   * Whether the route asked for is one that the platform makes by itself, and not to be seen yet.
   */
  public boolean madeByPlatform(Exchange exchange) {
    Message message = exchange.getMessage();
    JsonNode known = message.getHeader(GenesysConstants.KNOWN, JsonNode.class);
    return known != null
        && known.isNull()
        && isAutomatic(exchange, message.getHeader(GenesysConstants.NAME, String.class));
  }

  private static boolean isAutomatic(Exchange exchange, String route) {
    return DesiredState.AUTOMATIC_ROUTE.equals(route) && DesiredState.cloud(connection(exchange));
  }

  /** The query for the template of the trunk type that the body names. */
  public Map<String, Object> templateQuery(Exchange exchange) {
    String type = exchange.getMessage().getBody(String.class);
    return Map.of("trunkMetabaseId", String.valueOf(DesiredState.metabase(type).id()));
  }

  private static void ask(Exchange exchange, ObjectNode desired, @Nullable JsonNode known) {
    Message message = exchange.getMessage();
    message.removeHeaders("CamelGenesys*");
    message.setHeader(GenesysConstants.ORG, exchange.getVariable("org", String.class));
    message.setHeader(GenesysConstants.KNOWN, known);
    message.setBody(desired);
  }

  /**
   * What the org holds under this name. An earlier connection of this run that shares the object
   * has made it so, word for word: the file's check saw to that.
   */
  private static @Nullable JsonNode known(
      Exchange exchange, Kind kind, String name, ObjectNode desired) {
    JsonNode shared = objects(exchange).report(kind, name);
    if (shared != null) {
      return desired.deepCopy().setAll(Reference.to(shared).toJson());
    }
    Inventory inventory = inventory(exchange);
    return switch (kind) {
      case CERTIFICATE_AUTHORITY -> found(inventory.certificateAuthority(name));
      case LOCATION -> found(inventory.location(name));
      case SITE -> found(inventory.site(name));
      case TRUNK_BASE -> found(inventory.trunkBase(name));
      default -> null;
    };
  }

  private static @Nullable JsonNode found(Lookup lookup) {
    if (lookup instanceof Lookup.One one) {
      return one.object();
    }
    return lookup instanceof Lookup.None ? JsonNodeFactory.instance.nullNode() : null;
  }

  private static Reference made(Exchange exchange, String step) {
    return Reference.to(variable(exchange, step));
  }

  private static JsonNode variable(Exchange exchange, String name) {
    JsonNode value = exchange.getVariable(name, JsonNode.class);
    if (value == null) {
      throw new IllegalStateException(
          "the variable "
              + name
              + " is missing: the step that sets it must come before (routes/provisioning.camel.yaml)");
    }
    return value;
  }

  private static Connection connection(Exchange exchange) {
    return exchange.getVariable(CONNECTION, Connection.class);
  }

  private static Holdings holdings(Exchange exchange) {
    return exchange.getVariable(HOLDINGS, Holdings.class);
  }

  private static Inventory inventory(Exchange exchange) {
    return holdings(exchange).inventory();
  }

  private static RunObjects objects(Exchange exchange) {
    return exchange.getVariable(OBJECTS, RunObjects.class);
  }
}
