package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trunkline.connection.Connection.Credentials;
import io.trunkline.connection.Connection.Trunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a trunk into the {@code properties} of its trunk base: key, value, instance. */
final class TrunkProperties {
  private final ObjectNode properties = JsonNodeFactory.instance.objectNode();

  private TrunkProperties() {}

  static ObjectNode of(Trunk trunk) {
    TrunkProperties wire = new TrunkProperties();
    wire.instance(TrunkProperty.ENABLED, JsonNodeFactory.instance.booleanNode(trunk.enabled()));
    wire.text(TrunkProperty.TRANSPORT, trunk.transport());
    wire.instance(TrunkProperty.SIP_SERVERS, DesiredState.texts(trunk.sipServers()));
    wire.text(TrunkProperty.TERMINATION_IDENTIFIER, trunk.terminationIdentifier());
    if (trunk.allowList() != null) {
      wire.instance(TrunkProperty.ALLOW_LIST, DesiredState.texts(trunk.allowList()));
    }
    if (trunk.credentials() != null) {
      wire.credentials(trunk.credentials());
    }
    wire.text(TrunkProperty.CALLER_ADDRESS, trunk.callerAddress());
    wire.text(TrunkProperty.CALLER_ADDRESS_OVERRIDE, trunk.callerAddressOverride());
    wire.text(TrunkProperty.CALLER_NAME, trunk.callerName());
    wire.text(TrunkProperty.CALLER_NAME_OVERRIDE, trunk.callerNameOverride());
    if (!trunk.codecs().isEmpty()) {
      wire.instance(TrunkProperty.CODECS, DesiredState.texts(mediaTypes(trunk.codecs())));
    }
    trunk.properties().forEach((key, value) -> wire.instance(key, value.deepCopy()));
    return wire.properties;
  }

  private void credentials(Credentials credentials) {
    text(TrunkProperty.REALM, credentials.realm());
    text(TrunkProperty.USER_NAME, credentials.userName());
    if (credentials.password() != null) {
      instance(TrunkProperty.PASSWORD, Secrets.marker(credentials.password()));
    }
  }

  private void text(String key, @Nullable String text) {
    if (text != null) {
      instance(key, TextNode.valueOf(text));
    }
  }

  private void instance(String key, JsonNode value) {
    properties.putObject(key).putObject("value").set("instance", value);
  }

  private static List<String> mediaTypes(List<String> codecs) {
    return codecs.stream().map(codec -> Vocabulary.CODEC_PREFIX + codec).toList();
  }
}
