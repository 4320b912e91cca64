package io.trunkline.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the connections of one file can all be true at once. Names count within an org. A
 * location, site or route may be shared when all who share it say the same of it.
 */
final class FileAgreement {
  private final List<Connection> connections;
  private final Problems problems;
  private final Map<List<String>, First> firsts = new HashMap<>();

  /** What was said first under a name, and where. */
  private record First(String name, String field, @Nullable Object content) {}

  FileAgreement(List<Connection> connections, Problems problems) {
    this.connections = connections;
    this.problems = problems;
  }

  void check() {
    for (int i = 0; i < connections.size(); i++) {
      check(connections.get(i), "connections[" + i + "]");
    }
  }

  private void check(Connection connection, String path) {
    String org = String.valueOf(connection.org());
    unique(org, "connection", connection.name(), path + ".name");
    unique(org, "trunk", connection.trunk().name(), path + ".trunk.name");
    String identifier = connection.trunk().terminationIdentifier();
    if (identifier != null) {
      String folded = identifier.toLowerCase(Locale.ROOT);
      unique("", "termination identifier", folded, path + ".trunk.terminationIdentifier");
    }
    Connection.Location location = connection.location();
    Connection.Site site = connection.site();
    shared(org, "location", location.name(), path + ".location.name", location);
    Object siteContent = List.of(site, location.name());
    shared(org, "site", site.name(), path + ".site.name", siteContent);
    for (int i = 0; i < connection.certificateAuthorities().size(); i++) {
      Connection.CertificateAuthority authority = connection.certificateAuthorities().get(i);
      String field = path + ".certificateAuthorities[" + i + "].name";
      shared(org, "certificate authority", authority.name(), field, authority);
    }
    for (int i = 0; i < connection.outboundRoutes().size(); i++) {
      Connection.OutboundRoute route = connection.outboundRoutes().get(i);
      String field = path + ".outboundRoutes[" + i + "].name";
      shared(org, "outbound route", site.name() + " / " + route.name(), field, route);
    }
  }

  private void unique(String org, String kind, String name, String field) {
    First first = first(org, kind, name, field, null);
    if (first != null) {
      String rule = "each " + kind + " of a file has a name of its own";
      if (kind.equals("termination identifier")) {
        rule = "a termination identifier belongs to one trunk in all orgs of a region";
      }
      String fix = "Choose another; " + first.field() + " has it already";
      problems.error(problems.place(field), field, name, rule, fix);
    }
  }

  private void shared(String org, String kind, String name, String field, Object content) {
    First first = first(org, kind, name, field, content);
    if (first != null && !content.equals(first.content())) {
      problems.error(
          problems.place(field),
          field,
          name,
          "connections that share a " + kind + " say the same of it",
          "Make it equal to " + first.field().replace(".name", "") + ", or choose another name");
    }
  }

  /** What was said of the name before; null when this is the first time. */
  private @Nullable First first(
      String org, String kind, String name, String field, @Nullable Object content) {
    if (name.isBlank()) {
      return null;
    }
    List<String> key = List.of(org, kind, name.toLowerCase(Locale.ROOT));
    First first = firsts.putIfAbsent(key, new First(name, field, content));
    if (first == null || first.name().equals(name)) {
      return first;
    }
    String fix = "Use one spelling if " + first.field() + " means the same";
    String rule = "names that differ in letter case only are different names";
    problems.warn(problems.place(field), field, name, rule, fix);
    return null;
  }
}
