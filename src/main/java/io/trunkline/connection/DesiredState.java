package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Connection.CertificateAuthority;
import io.trunkline.connection.Connection.OutboundRoute;
import io.trunkline.connection.Connection.Site;
import io.trunkline.connection.Connection.Trunk;
import io.trunkline.connection.Connection.UpdateWindow;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Genesys should hold for a connection, on the wire shapes of the fact sheet (3.3 to 3.7) and
 * with nothing in it that the spec does not say.
 */
public final class DesiredState {
  /** The managed site that BYOC Cloud sites lean on. */
  public static final String MANAGED_SITE = "PureCloud Voice - AWS";

  /** The route that Genesys makes by itself with a site of media model Cloud. */
  public static final String AUTOMATIC_ROUTE = Defaults.ROUTE_NAME;

  /** The product without which an org has no BYOC trunks. */
  public static final String PRODUCT = "byoc";

  /** The type of an authority that is not Genesys' own. */
  static final String CUSTOMERS_AUTHORITY = "REMOTE";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Only the local time counts; a fixed day keeps bodies equal from run to run. */
  private static final LocalDate WINDOW_DAY = LocalDate.of(2026, 1, 2);

  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private DesiredState() {}

  /**
   * The body of a location.
   *
   * @param connection whose location
   * @return a tree that the caller may change
   */
  public static ObjectNode location(Connection connection) {
    Connection.Location location = connection.location();
    ObjectNode body = JSON.objectNode().put("name", location.name());
    if (location.emergencyNumber() != null) {
      body.putObject("emergencyNumber")
          .put("e164", location.emergencyNumber())
          .put("number", location.emergencyNumber())
          .put("type", "default");
    }
    if (location.address() != null) {
      body.set("address", SpecWriter.address(location.address()));
    }
    put(body, "notes", location.notes());
    return body;
  }

  /**
   * The body of a certificate authority, for the SIP of premises edges (fact sheet 3.9).
   *
   * @param authority one of a connection's
   * @return a tree that the caller may change
   */
  public static ObjectNode certificateAuthority(CertificateAuthority authority) {
    ObjectNode body = JSON.objectNode().put("name", authority.name());
    put(body, "certificate", authority.pem());
    body.put("type", CUSTOMERS_AUTHORITY);
    body.putArray("services").add("SIP");
    return body;
  }

  /**
   * The body of a site.
   *
   * @param connection whose site
   * @param location the connection's location
   * @param managedSite the site named {@link #MANAGED_SITE}; used for media model Cloud
   * @return a tree that the caller may change
   */
  public static ObjectNode site(Connection connection, Reference location, Reference managedSite) {
    Site site = connection.site();
    ObjectNode body = JSON.objectNode().put("name", site.name());
    body.set("location", location.toJson());
    body.put("mediaModel", site.mediaModel());
    if (cloud(connection)) {
      body.putArray("primarySites").add(managedSite.toJson());
      body.putArray("secondarySites").add(managedSite.toJson());
    }
    if (site.timeZone() != null && site.updateWindow() != null) {
      body.set("edgeAutoUpdateConfig", updates(site.timeZone(), site.updateWindow()));
    }
    if (!site.mediaRegions().isEmpty()) {
      body.set("mediaRegions", texts(site.mediaRegions()));
    }
    put(body, "callerId", site.callerId());
    put(body, "callerName", site.callerName());
    return body;
  }

  /**
   * The body of a trunk base. A password is a marker of {@link Secrets}.
   *
   * @param connection whose trunk
   * @param site the connection's site, to which inbound calls go
   * @return a tree that the caller may change; properties hold only {@code value.instance}
   */
  public static ObjectNode trunk(Connection connection, Reference site) {
    Trunk trunk = connection.trunk();
    ObjectNode body = JSON.objectNode().put("name", trunk.name()).put("trunkType", "EXTERNAL");
    body.set("trunkMetabase", metabase(trunk.type()).toJson());
    body.set("inboundSite", site.toJson());
    body.set("properties", TrunkProperties.of(trunk));
    return body;
  }

  /**
   * The body of an outbound route. Its trunk stands beside those that others put there.
   *
   * @param connection whose route
   * @param route one of the connection's
   * @param trunk the connection's trunk base
   * @param fresh whether the route is to be made: it then needs classifications even when the spec
   *     says none
   * @return a tree that the caller may change
   */
  public static ObjectNode outboundRoute(
      Connection connection, OutboundRoute route, Reference trunk, boolean fresh) {
    ObjectNode body = JSON.objectNode().put("name", route.name());
    if (!route.classifications().isEmpty()) {
      body.set("classificationTypes", texts(route.classifications()));
    } else if (fresh) {
      body.set("classificationTypes", texts(Defaults.CLASSIFICATIONS));
    }
    body.put("enabled", route.enabled()).put("distribution", route.distribution());
    body.putArray("externalTrunkBases").add(trunk.toJson());
    return body;
  }

  /**
   * The metabase of a trunk type. The id of the carrier's is known; that of the PBX's is built
   * after it (fact sheet 3.6), so compare it with the org's available metabases.
   *
   * @param trunkType {@code carrier} or {@code pbx}
   * @return id and name
   */
  public static Reference metabase(String trunkType) {
    return trunkType.equals("pbx")
        ? new Reference("external_sip_pcv_byoc_pbx.json", "Generic BYOC PBX", null)
        : new Reference("external_sip_pcv_byoc_carrier.json", "Generic BYOC Carrier", null);
  }

  /**
   * Whether the connection's site is of media model Cloud, which leans on the managed site.
   *
   * @param connection whose site
   * @return true for Cloud
   */
  public static boolean cloud(Connection connection) {
    return connection.site().mediaModel().equals(Defaults.MEDIA_MODEL);
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode array = JSON.arrayNode(texts.size());
    texts.forEach(array::add);
    return array;
  }

  static void put(ObjectNode body, String field, @Nullable String text) {
    if (text != null) {
      body.put(field, text);
    }
  }

  private static JsonNode updates(String timeZone, UpdateWindow window) {
    boolean overnight = !window.end().isAfter(window.start());
    String days = String.join(",", inWeekOrder(window.days()));
    return JSON.objectNode()
        .put("timeZone", timeZone)
        .put("rrule", days.isEmpty() ? "FREQ=DAILY" : "FREQ=WEEKLY;BYDAY=" + days)
        .put("start", wallClock(WINDOW_DAY, window.start()))
        .put("end", wallClock(overnight ? WINDOW_DAY.plusDays(1) : WINDOW_DAY, window.end()));
  }

  private static List<String> inWeekOrder(List<String> days) {
    return Vocabulary.WEEKDAYS.stream().filter(days::contains).toList();
  }

  private static String wallClock(LocalDate day, LocalTime time) {
    return WALL_CLOCK.format(day.atTime(time));
  }
}
