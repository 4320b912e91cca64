package io.trunkline.connection;

import io.trunkline.connection.Connection.Address;
import io.trunkline.connection.Connection.Credentials;
import io.trunkline.connection.Connection.Location;
import io.trunkline.connection.Connection.Site;
import io.trunkline.connection.Connection.Trunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape of the BYOC tutorial's {@code input-template.json}: one connection, keys in any
 * letter case, an empty text meaning nothing.
 */
final class TutorialShape {
  private final Problems problems;

  TutorialShape(Problems problems) {
    this.problems = problems;
  }

  Spec read(SpecNode.Mapping root) {
    Section top = new Section(new TutorialSpelling(problems).applied(root), "", problems);
    ignoreClientKeys(top);
    Location location = location(top.requiredSection("location"));
    Site site = site(top.requiredSection("site"));
    Trunk trunk = trunk(top.requiredSection(TutorialSpelling.SIP_TRUNK));
    top.finish();
    return new Spec(
        List.of(
            new Connection(trunk.name(), null, location, site, trunk, List.of(Defaults.ROUTE))));
  }

  private static void ignoreClientKeys(Section top) {
    for (String key : List.of("client_id", "client_secret")) {
      if (top.has(key)) {
        top.ignore(key);
        top.warn(
            key,
            "",
            "credentials of the org do not stand in a spec and are ignored here",
            "Set GENESYS_CLOUD_CLIENT_ID and GENESYS_CLOUD_CLIENT_SECRET in the environment");
      }
    }
  }

  private static Location location(Section section) {
    Location location =
        new Location(
            section.required("name", TextRules.NAME),
            section.digits("number", PhoneNumberRule.E164),
            address(section),
            null);
    section.finish();
    return location;
  }

  private static @Nullable Address address(Section section) {
    String street1 = section.text("street1");
    String city = section.text("city");
    String state = section.text("state");
    String zipcode = section.digits("zipcode");
    // Genesys does not know this key and reads over it (fact sheet 3.3).
    section.ignore("countryFullName");
    boolean any = Stream.of("street1", "city", "state", "zipcode").anyMatch(section::has);
    String country =
        any
            ? section.required("country", TextRules.COUNTRY)
            : section.text("country", TextRules.COUNTRY);
    return country == null ? null : new Address(street1, null, city, state, zipcode, country);
  }

  private static Site site(Section section) {
    String timeZone = section.text("timeZone", TextRules.TIME_ZONE);
    Site site =
        new Site(
            section.required("name", TextRules.NAME),
            timeZone,
            timeZone == null ? null : Defaults.UPDATE_WINDOW,
            Defaults.MEDIA_MODEL,
            List.of(),
            null,
            null);
    section.finish();
    return site;
  }

  private static Trunk trunk(Section section) {
    List<String> servers = servers(section);
    String name = section.required("externalTrunkName", TextRules.NAME);
    List<String> allowList = section.texts("instance", AllowListRule.ADDRESS_OR_BLOCK);
    Trunk trunk =
        new Trunk(
            name,
            Defaults.TRUNK_TYPE,
            Defaults.TRANSPORT,
            servers,
            identifier(section, servers),
            allowList,
            credentials(section),
            section.digits("address", PhoneNumberRule.E164),
            null,
            section.text("callingName", TextRules.CALLER_NAME_RULE),
            null,
            List.of(),
            Defaults.ENABLED,
            Map.of());
    section.finish();
    return trunk;
  }

  private static List<String> servers(Section section) {
    if (!section.has("sipServers")) {
      section.missing("sipServers");
    }
    List<String> servers = section.someTexts("sipServers", SipServerRule.HOST_PORT);
    for (String server : servers) {
      Optional<TextRule.Violation> mismatch = SipServerRule.portAgainst(server, Defaults.TRANSPORT);
      mismatch.ifPresent(
          broken ->
              section.warn(
                  "sipServers",
                  server,
                  broken.rule(),
                  "This shape has no key for the transport: write a native spec to choose tls"));
    }
    return servers;
  }

  /** The tutorial sends the first server as the inbound identifier too. */
  private static @Nullable String identifier(Section section, List<String> servers) {
    if (servers.isEmpty()) {
      return null;
    }
    String server = servers.get(0);
    if (TextRules.terminationIdentifier(server)) {
      return server;
    }
    section.warn(
        "sipServers",
        server,
        "the server is no legal inbound termination identifier, so none is set",
        "Write a native spec with trunk.terminationIdentifier to receive calls by it");
    return null;
  }

  private static @Nullable Credentials credentials(Section section) {
    String realm = section.text("realm");
    String userName = section.text("userName");
    String password = section.text("password");
    if (password != null) {
      section.warn(
          "password",
          password,
          "a password is better kept out of the file",
          "Write a native spec with trunk.credentials.passwordEnv or passwordFile");
    }
    boolean none = realm == null && userName == null && password == null;
    SecretRef secret = password == null ? null : new SecretRef.Inline(password);
    return none ? null : new Credentials(realm, userName, secret);
  }
}
