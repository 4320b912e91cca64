package io.trunkline.connection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Connection.Address;
import io.trunkline.connection.Connection.Credentials;
import io.trunkline.connection.Connection.Location;
import io.trunkline.connection.Connection.OutboundRoute;
import io.trunkline.connection.Connection.Site;
import io.trunkline.connection.Connection.Trunk;
import java.util.List;

/**
 * Writes a spec in its native shape, as a tree for JSON or YAML. What is written reads back to an
 * equal spec, with one exception: an inline password is written as {@link Secrets#SHOWN}, which
 * {@link SpecReader} refuses, so that nobody takes the copy for the whole.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /**
   * The native shape of a spec.
   *
   * @param spec any spec
   * @return without secrets
   */
  public static ObjectNode toJson(Spec spec) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", Vocabulary.SPEC_VERSION);
    ArrayNode connections = json.putArray("connections");
    spec.connections().forEach(connection -> connections.add(connection(connection)));
    return json;
  }

  private static ObjectNode connection(Connection connection) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", connection.name());
    DesiredState.put(json, "org", connection.org());
    json.set("location", location(connection.location()));
    json.set("site", site(connection.site()));
    json.set("trunk", trunk(connection.trunk()));
    ArrayNode routes = json.putArray("outboundRoutes");
    connection.outboundRoutes().forEach(route -> routes.add(route(route)));
    if (!connection.certificateAuthorities().isEmpty()) {
      ArrayNode authorities = json.putArray("certificateAuthorities");
      for (Connection.CertificateAuthority one : connection.certificateAuthorities()) {
        authorities.addObject().put("name", one.name()).put("file", one.file());
      }
    }
    return json;
  }

  private static ObjectNode location(Location location) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", location.name());
    DesiredState.put(json, "emergencyNumber", location.emergencyNumber());
    if (location.address() != null) {
      json.set("address", address(location.address()));
    }
    DesiredState.put(json, "notes", location.notes());
    return json;
  }

  /** The address, whose keys are the same in a spec and on the wire. */
  static ObjectNode address(Address address) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    DesiredState.put(json, "street1", address.street1());
    DesiredState.put(json, "street2", address.street2());
    DesiredState.put(json, "city", address.city());
    DesiredState.put(json, "state", address.state());
    DesiredState.put(json, "zipcode", address.zipcode());
    return json.put("country", address.country());
  }

  private static ObjectNode site(Site site) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", site.name());
    DesiredState.put(json, "timeZone", site.timeZone());
    if (site.updateWindow() != null) {
      ObjectNode window = json.putObject("updateWindow");
      window.put("start", site.updateWindow().start().toString());
      window.put("end", site.updateWindow().end().toString());
      putTexts(window, "days", site.updateWindow().days());
    }
    json.put("mediaModel", site.mediaModel());
    putTexts(json, "mediaRegions", site.mediaRegions());
    DesiredState.put(json, "callerId", site.callerId());
    DesiredState.put(json, "callerName", site.callerName());
    return json;
  }

  private static ObjectNode trunk(Trunk trunk) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", trunk.name());
    json.put("type", trunk.type()).put("transport", trunk.transport());
    putTexts(json, "sipServers", trunk.sipServers());
    DesiredState.put(json, "terminationIdentifier", trunk.terminationIdentifier());
    if (trunk.allowList() != null) {
      json.set("allowList", DesiredState.texts(trunk.allowList()));
    }
    if (trunk.credentials() != null) {
      json.set("credentials", credentials(trunk.credentials()));
    }
    DesiredState.put(json, "callerAddress", trunk.callerAddress());
    DesiredState.put(json, "callerAddressOverride", trunk.callerAddressOverride());
    DesiredState.put(json, "callerName", trunk.callerName());
    DesiredState.put(json, "callerNameOverride", trunk.callerNameOverride());
    putTexts(json, "codecs", trunk.codecs());
    json.put("enabled", trunk.enabled());
    if (!trunk.properties().isEmpty()) {
      ObjectNode properties = json.putObject("properties");
      trunk.properties().forEach((key, value) -> properties.set(key, value.deepCopy()));
    }
    return json;
  }

  private static ObjectNode credentials(Credentials credentials) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    DesiredState.put(json, "realm", credentials.realm());
    DesiredState.put(json, "userName", credentials.userName());
    if (credentials.password() instanceof SecretRef.Environment environment) {
      json.put("passwordEnv", environment.variable());
    } else if (credentials.password() instanceof SecretRef.SecretFile file) {
      json.put("passwordFile", file.path());
    } else if (credentials.password() != null) {
      json.put("password", Secrets.SHOWN);
    }
    return json;
  }

  private static ObjectNode route(OutboundRoute route) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", route.name());
    putTexts(json, "classifications", route.classifications());
    return json.put("distribution", route.distribution()).put("enabled", route.enabled());
  }

  private static void putTexts(ObjectNode json, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      json.set(key, DesiredState.texts(texts));
    }
  }
}
