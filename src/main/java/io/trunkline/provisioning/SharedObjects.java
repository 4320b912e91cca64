package io.trunkline.provisioning;

import io.trunkline.connection.Connection;
import io.trunkline.connection.Kind;
import io.trunkline.connection.Plan;
import io.trunkline.connection.PlannedStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who shares a location, a site or an authority: connections of one run that do follow each other,
 * and so do runs.
 */
final class SharedObjects {
  private static final Set<Kind> SHARED =
      Set.of(Kind.LOCATION, Kind.SITE, Kind.CERTIFICATE_AUTHORITY);

  private SharedObjects() {}

  /** The groups, each in the file's order; groups have no object in common. */
  static List<List<Connection>> groups(List<Connection> connections) {
    Map<String, List<Connection>> groupOf = new HashMap<>();
    List<List<Connection>> groups = new ArrayList<>();
    for (Connection connection : connections) {
      List<Connection> group = joined(shared(connection), groupOf, groups);
      group.add(connection);
      for (Connection member : group) {
        shared(member).forEach(object -> groupOf.put(object, group));
      }
    }
    return groups;
  }

  /**
   * What a plan writes that connections of other runs may share too. A location, site or authority
   * that is only used is not among them: runs that change nothing of it need not wait for each
   * other.
   */
  static List<String> written(Plan plan) {
    return plan.connections().stream()
        .flatMap(connection -> connection.steps().stream())
        .filter(step -> SHARED.contains(step.kind()))
        .filter(PlannedStep::writes)
        .map(step -> step.kind().resource() + " " + step.name())
        .distinct()
        .toList();
  }

  private static List<String> shared(Connection connection) {
    List<String> shared = new ArrayList<>();
    shared.add("location " + connection.location().name());
    shared.add("site " + connection.site().name());
    connection
        .certificateAuthorities()
        .forEach(authority -> shared.add("certificate authority " + authority.name()));
    return shared;
  }

  private static List<Connection> joined(
      List<String> shared, Map<String, List<Connection>> groupOf, List<List<Connection>> groups) {
    Set<List<Connection>> found = new HashSet<>();
    List<Connection> group = new ArrayList<>();
    for (String object : shared) {
      List<Connection> other = groupOf.get(object);
      if (other != null && found.add(other)) {
        groups.removeIf(candidate -> candidate == other);
        group.addAll(other);
      }
    }
    groups.add(group);
    return group;
  }
}
