package io.trunkline.connection;

import io.trunkline.connection.Connection.CertificateAuthority;
import io.trunkline.connection.Connection.OutboundRoute;
import io.trunkline.connection.Connection.Trunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a spec in its own shape: {@code version}, {@code org}, {@code connections}. */
final class NativeShape {
  private final Problems problems;

  NativeShape(Problems problems) {
    this.problems = problems;
  }

  Spec read(Section root) {
    readVersion(root);
    root.text("$schema");
    String org = root.text("org", TextRules.NAME);
    List<Section> sections = root.sections("connections");
    if (!root.has("connections")) {
      root.missing("connections");
    }
    if (sections != null && sections.isEmpty()) {
      root.error("connections", "", "at least one connection", "Add a connection");
    }
    for (String key : List.of("location", "site", "trunk", "outboundRoutes")) {
      root.refuse(
          key,
          "a connection stands in the list connections",
          "Put it under connections, behind a hyphen");
    }
    root.finish();
    List<Connection> connections = new ArrayList<>();
    for (Section section : sections == null ? List.<Section>of() : sections) {
      connections.add(connection(section, org));
    }
    new FileAgreement(connections, problems).check();
    return new Spec(connections);
  }

  private static void readVersion(Section root) {
    Integer version = root.integer("version");
    if (!root.has("version")) {
      root.missing("version");
    } else if (version != null && version != Vocabulary.SPEC_VERSION) {
      root.error(
          "version",
          version.toString(),
          "version " + Vocabulary.SPEC_VERSION,
          "Write version: " + Vocabulary.SPEC_VERSION);
    }
  }

  private static Connection connection(Section section, @Nullable String fileOrg) {
    String name = section.text("name", TextRules.NAME);
    String org = section.text("org", TextRules.NAME);
    Connection.Location location = location(section.requiredSection("location"));
    Connection.Site site = new SiteReading(section.requiredSection("site")).read();
    Trunk trunk = new TrunkReading(section.requiredSection("trunk")).read();
    List<OutboundRoute> routes = routes(section);
    List<CertificateAuthority> authorities = authorities(section, site);
    section.finish();
    return new Connection(
        name == null ? trunk.name() : name,
        org == null ? fileOrg : org,
        location,
        site,
        trunk,
        routes,
        authorities);
  }

  private static Connection.Location location(Section section) {
    Connection.Location location =
        new Connection.Location(
            section.required("name", TextRules.NAME),
            section.digits("emergencyNumber", PhoneNumberRule.E164),
            address(section.section("address")),
            section.text("notes"));
    section.finish();
    return location;
  }

  private static Connection.@Nullable Address address(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    Connection.Address address =
        new Connection.Address(
            section.text("street1"),
            section.text("street2"),
            section.text("city"),
            section.text("state"),
            section.digits("zipcode"),
            section.required("country", TextRules.COUNTRY));
    section.finish();
    return address;
  }

  private static List<OutboundRoute> routes(Section connection) {
    List<Section> sections = connection.sections("outboundRoutes");
    if (sections == null) {
      return List.of(Defaults.ROUTE);
    }
    if (sections.isEmpty()) {
      String fix = "Add a route, or remove the key for the default one";
      connection.error("outboundRoutes", "", "at least one route", fix);
    }
    LinkedHashMap<String, OutboundRoute> routes = new LinkedHashMap<>();
    for (Section section : sections) {
      OutboundRoute route = route(section);
      if (routes.put(route.name(), route) != null) {
        String fix = "Give each route of a connection a name of its own";
        section.error("name", route.name(), "route names are unique in a connection", fix);
      }
    }
    return List.copyOf(routes.values());
  }

  private static List<CertificateAuthority> authorities(Section connection, Connection.Site site) {
    String key = "certificateAuthorities";
    List<Section> sections = connection.sections(key);
    if (sections == null) {
      return List.of();
    }
    if (sections.isEmpty()) {
      connection.error(key, "", "at least one authority", "Add one, or remove the key");
    }
    if (site.mediaModel().equals(Defaults.MEDIA_MODEL)) {
      connection.error(
          key,
          "",
          "only premises edges trust authorities of the org; BYOC Cloud takes public ones",
          "Remove the key, or write site.mediaModel: Premises");
    }
    LinkedHashMap<String, CertificateAuthority> authorities = new LinkedHashMap<>();
    for (Section section : sections) {
      CertificateAuthority authority =
          new CertificateAuthority(
              section.required("name", TextRules.NAME), section.required("file"), null);
      section.finish();
      if (authorities.put(authority.name(), authority) != null) {
        String fix = "Give each authority of a connection a name of its own";
        section.error("name", authority.name(), "names of authorities are unique", fix);
      }
    }
    return List.copyOf(authorities.values());
  }

  private static OutboundRoute route(Section section) {
    String name = section.text("name", TextRules.NAME);
    List<String> classifications = section.someTexts("classifications", TextRules.NAME);
    String distribution = section.text("distribution", TextRule.oneOf(Vocabulary.DISTRIBUTIONS));
    OutboundRoute route =
        new OutboundRoute(
            name == null ? Defaults.ROUTE_NAME : name,
            classifications,
            distribution == null ? Defaults.DISTRIBUTION : distribution,
            section.flag("enabled", Defaults.ENABLED));
    section.finish();
    return route;
  }
}
