package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.Connection.Address;
import io.trunkline.connection.Connection.Credentials;
import io.trunkline.connection.Connection.Location;
import io.trunkline.connection.Connection.OutboundRoute;
import io.trunkline.connection.Connection.Site;
import io.trunkline.connection.Connection.Trunk;
import io.trunkline.connection.Connection.UpdateWindow;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Connections that a spec could hold, small enough in their words that they meet in one org. */
final class ConnectionArbitraries {
  /** Stands in every inline secret; it must never be seen anywhere. */
  static final String CANARY = "canary-4711";

  private static final Arbitrary<String> WORD =
      Arbitraries.strings()
          .withChars("abcXYZ 0123456789äß-_.:#'\"{}[]&*!|>%@`,?")
          .ofMinLength(1)
          .ofMaxLength(12)
          .map(String::strip)
          .filter(word -> !word.isEmpty());
  private static final Arbitrary<String> PHONE_NUMBER =
      Arbitraries.of("+493012345678", "+13172222222", "+442079460000", "+4722222222");

  private ConnectionArbitraries() {}

  /** Connections whose names may be equal to each other's. */
  static Arbitrary<Connection> connection() {
    return Combinators.combine(
            location(), site(), trunk(), routes(), Arbitraries.of("acme", "other").injectNull(0.5))
        .as(
            (location, site, trunk, routes, org) ->
                new Connection(trunk.name(), org, location, site, trunk, routes));
  }

  /** Connections of one org with trunks of their own; they may share sites and locations. */
  static Arbitrary<List<Connection>> file() {
    Arbitrary<List<Location>> locations = location().list().ofSize(2);
    Arbitrary<List<Site>> sites = site().list().ofSize(2);
    Arbitrary<List<Connection>> connections = connection().list().ofMinSize(1).ofMaxSize(4);
    return Combinators.combine(connections, locations, sites, routes())
        .as(ConnectionArbitraries::agreeing);
  }

  private static List<Connection> agreeing(
      List<Connection> connections,
      List<Location> locations,
      List<Site> sites,
      List<OutboundRoute> routes) {
    List<Connection> file = new ArrayList<>();
    for (Connection connection : connections) {
      int place = file.size() % 2;
      Trunk trunk = renamed(connection.trunk(), file.size());
      file.add(
          new Connection(
              trunk.name(),
              null,
              named(locations.get(place), place),
              named(sites.get(place), place),
              trunk,
              routes));
    }
    return file;
  }

  private static Location named(Location location, int number) {
    return new Location(
        "Office " + number, location.emergencyNumber(), location.address(), location.notes());
  }

  private static Site named(Site site, int number) {
    return new Site(
        "Site " + number,
        site.timeZone(),
        site.updateWindow(),
        site.mediaModel(),
        site.mediaRegions(),
        site.callerId(),
        site.callerName());
  }

  private static Trunk renamed(Trunk trunk, int number) {
    return new Trunk(
        "trunk-" + number,
        trunk.type(),
        trunk.transport(),
        trunk.sipServers(),
        trunk.terminationIdentifier() == null ? null : "acme-" + number,
        trunk.allowList(),
        trunk.credentials(),
        trunk.callerAddress(),
        trunk.callerAddressOverride(),
        trunk.callerName(),
        trunk.callerNameOverride(),
        trunk.codecs(),
        trunk.enabled(),
        trunk.properties());
  }

  private static Arbitrary<Location> location() {
    Arbitrary<Address> address =
        Combinators.combine(
                WORD.injectNull(0.3),
                WORD.injectNull(0.8),
                WORD.injectNull(0.3),
                WORD.injectNull(0.3),
                WORD.injectNull(0.3),
                Arbitraries.of("DE", "US", "NO", "GB"))
            .as(Address::new);
    return Combinators.combine(
            WORD, PHONE_NUMBER.injectNull(0.3), address.injectNull(0.3), WORD.injectNull(0.7))
        .as(Location::new);
  }

  private static Arbitrary<Site> site() {
    Arbitrary<UpdateWindow> window =
        Combinators.combine(
                Arbitraries.integers().between(0, 23),
                Arbitraries.integers().between(2, 23),
                Arbitraries.subsetOf(Vocabulary.WEEKDAYS))
            .as(
                (start, hours, days) ->
                    new UpdateWindow(
                        LocalTime.of(start, 30),
                        LocalTime.of(start, 30).plusHours(hours),
                        List.copyOf(days)));
    Arbitrary<List<String>> regions =
        Arbitraries.subsetOf("eu-central-1", "us-east-1", "ap-south-1").map(List::copyOf);
    return Combinators.combine(
            WORD,
            Arbitraries.of("Europe/Berlin", "America/St_Johns").injectNull(0.3),
            window,
            Arbitraries.of(Vocabulary.MEDIA_MODELS),
            regions,
            PHONE_NUMBER.injectNull(0.7),
            WORD.injectNull(0.7))
        .as(
            (name, zone, updates, model, mediaRegions, callerId, callerName) ->
                new Site(
                    name,
                    zone,
                    zone == null ? null : updates,
                    model,
                    mediaRegions,
                    callerId,
                    callerName));
  }

  private static Arbitrary<Trunk> trunk() {
    Arbitrary<List<String>> servers =
        Arbitraries.subsetOf("sip1.example", "192.0.2.1:5070", "[2001:db8::1]", "b.example:5080")
            .filter(set -> !set.isEmpty())
            .map(List::copyOf);
    Arbitrary<List<String>> allowList =
        Arbitraries.subsetOf("198.51.100.0/28", "203.0.113.7", "2001:db8::/32").map(List::copyOf);
    Arbitrary<Trunk> base =
        Combinators.combine(
                WORD,
                Arbitraries.of(Vocabulary.TRUNK_TYPES),
                Arbitraries.of(Vocabulary.TRANSPORTS),
                servers,
                Arbitraries.of("acme", "acme-2.x").injectNull(0.5),
                allowList.injectNull(0.3),
                credentials().injectNull(0.3),
                Arbitraries.of(true, false))
            .as(
                (name, type, transport, sip, identifier, list, credentials, enabled) ->
                    new Trunk(
                        name,
                        type,
                        transport,
                        sip,
                        identifier,
                        list,
                        credentials,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        enabled,
                        Map.of()));
    return Combinators.combine(
            base,
            PHONE_NUMBER.injectNull(0.5),
            Arbitraries.of(Vocabulary.OVERRIDE_METHODS).injectNull(0.5),
            WORD.injectNull(0.5),
            Arbitraries.of(Vocabulary.OVERRIDE_METHODS).injectNull(0.5),
            Arbitraries.subsetOf(Vocabulary.CODECS).map(List::copyOf),
            properties())
        .as(
            (trunk, address, addressOverride, callerName, nameOverride, codecs, properties) ->
                new Trunk(
                    trunk.name(),
                    trunk.type(),
                    trunk.transport(),
                    trunk.sipServers(),
                    trunk.terminationIdentifier(),
                    trunk.allowList(),
                    trunk.credentials(),
                    address,
                    addressOverride,
                    callerName,
                    nameOverride,
                    codecs,
                    trunk.enabled(),
                    properties));
  }

  private static Arbitrary<Credentials> credentials() {
    Arbitrary<SecretRef> password =
        Arbitraries.of(
            new SecretRef.Environment("ACME_PASSWORD"),
            new SecretRef.SecretFile("/run/secrets/acme"),
            new SecretRef.Inline(CANARY));
    return Combinators.combine(WORD.injectNull(0.3), WORD, password.injectNull(0.3))
        .as(Credentials::new);
  }

  private static Arbitrary<Map<String, JsonNode>> properties() {
    List<String> values = List.of("\"de-DE\"", "46", "true", "[\"a\",\"b\"]", "[]", "1.5");
    return Arbitraries.maps(
            Arbitraries.of("trunk_language", "trunk_x", "trunk_y"),
            Arbitraries.of(values).map(Specs::json))
        .ofMaxSize(3)
        .map(LinkedHashMap::new);
  }

  private static Arbitrary<List<OutboundRoute>> routes() {
    Arbitrary<List<String>> classifications =
        Arbitraries.subsetOf("National", "International", "Emergency")
            .filter(set -> !set.isEmpty())
            .map(List::copyOf);
    return Combinators.combine(
            Arbitraries.of("Default Outbound Route", "Abroad"),
            classifications,
            Arbitraries.of(Vocabulary.DISTRIBUTIONS),
            Arbitraries.of(true, false))
        .as(OutboundRoute::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .uniqueElements(OutboundRoute::name);
  }
}
