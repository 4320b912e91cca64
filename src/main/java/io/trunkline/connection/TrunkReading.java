package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.Connection.Credentials;
import io.trunkline.connection.Connection.Trunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code trunk} of a connection. */
final class TrunkReading {
  private static final TextRule OVERRIDE = TextRule.oneOf(Vocabulary.OVERRIDE_METHODS);
  private static final TextRule CODEC =
      text -> TextRule.oneOf(Vocabulary.CODECS).check(codec(text));

  private final Section section;

  TrunkReading(Section section) {
    this.section = section;
  }

  Trunk read() {
    String type = section.text("type", TextRule.oneOf(Vocabulary.TRUNK_TYPES));
    String transport = section.text("transport", TextRule.oneOf(Vocabulary.TRANSPORTS));
    Trunk trunk =
        new Trunk(
            section.required("name", TextRules.NAME),
            type == null ? Defaults.TRUNK_TYPE : type,
            transport == null ? Defaults.TRANSPORT : transport,
            sipServers(),
            section.text("terminationIdentifier", TextRules.TERMINATION_IDENTIFIER),
            allowList(),
            credentials(section.section("credentials")),
            section.digits("callerAddress", PhoneNumberRule.E164),
            section.text("callerAddressOverride", OVERRIDE),
            section.text("callerName", TextRules.CALLER_NAME_RULE),
            section.text("callerNameOverride", OVERRIDE),
            codecs(),
            section.flag("enabled", Defaults.ENABLED),
            properties());
    section.finish();
    checkPorts(trunk);
    return trunk;
  }

  private List<String> sipServers() {
    if (!section.has("sipServers")) {
      section.missing("sipServers");
    }
    return section.someTexts("sipServers", SipServerRule.HOST_PORT);
  }

  private @Nullable List<String> allowList() {
    List<String> allowList = section.texts("allowList", AllowListRule.ADDRESS_OR_BLOCK);
    for (String entry : allowList == null ? List.<String>of() : allowList) {
      if (entry.endsWith("/0")) {
        section.warn(
            "allowList",
            entry,
            "this block lets the whole Internet send calls",
            "Name the carrier's own addresses");
      }
    }
    return allowList;
  }

  private List<String> codecs() {
    List<String> codecs =
        section.someTexts("codecs", CODEC).stream().map(TrunkReading::codec).toList();
    if (codecs.stream().distinct().count() < codecs.size()) {
      section.error("codecs", "", "each codec stands in the list once", "Remove one of them");
    }
    return codecs;
  }

  private void checkPorts(Trunk trunk) {
    if (!Vocabulary.TRANSPORTS.contains(trunk.transport())) {
      return;
    }
    for (int i = 0; i < trunk.sipServers().size(); i++) {
      String server = trunk.sipServers().get(i);
      Optional<TextRule.Violation> mismatch = SipServerRule.portAgainst(server, trunk.transport());
      String key = "sipServers[" + i + "]";
      mismatch.ifPresent(broken -> section.error(key, server, broken.rule(), broken.fix()));
    }
  }

  private static @Nullable Credentials credentials(@Nullable Section credentials) {
    if (credentials == null) {
      return null;
    }
    Credentials read =
        new Credentials(
            credentials.text("realm"), credentials.text("userName"), password(credentials));
    if (read.password() != null && !credentials.has("userName")) {
      credentials.error(
          "userName", "", "digest credentials have a user name with the password", "Add userName");
    }
    credentials.finish();
    return read;
  }

  private static @Nullable SecretRef password(Section credentials) {
    credentials.refuse(
        "password",
        "a password does not stand in a spec",
        "Put it into the environment or a file and write passwordEnv or passwordFile");
    String variable = credentials.text("passwordEnv", TextRules.ENVIRONMENT_VARIABLE);
    String file = credentials.text("passwordFile");
    if (variable != null && file != null) {
      String fix = "Remove one of passwordEnv and passwordFile";
      credentials.error("passwordFile", "", "a password comes from one place", fix);
    }
    if (variable != null) {
      return new SecretRef.Environment(variable);
    }
    return file == null ? null : new SecretRef.SecretFile(file);
  }

  private Map<String, JsonNode> properties() {
    Map<String, JsonNode> properties = section.free("properties");
    properties.keySet().forEach(this::checkProperty);
    return properties;
  }

  private void checkProperty(String key) {
    String owner = TrunkProperty.OWNERS.get(key);
    String field = "properties." + key;
    if (owner != null) {
      section.error(field, "", "this setting has a key of its own", "Use trunk." + owner);
    } else if (!key.startsWith("trunk_")) {
      String fix = "Write the key as Genesys spells it, such as trunk_language";
      section.error(field, "", "the keys of properties begin with trunk_", fix);
    } else if (Problems.secret(key)) {
      section.error(field, "", "a secret does not stand in a spec", "Set it in Genesys Cloud");
    }
  }

  private static String codec(String text) {
    return text.startsWith(Vocabulary.CODEC_PREFIX)
        ? text.substring(Vocabulary.CODEC_PREFIX.length())
        : text;
  }
}
