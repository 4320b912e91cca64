package io.trunkline.provisioning;

import io.trunkline.connection.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups connections that share a location or a site: within a group one follows the other. */
final class SharedObjects {
  private SharedObjects() {}

  /** The groups, each in the file's order; groups have no object in common. */
  static List<List<Connection>> groups(List<Connection> connections) {
    Map<String, List<Connection>> groupOf = new HashMap<>();
    List<List<Connection>> groups = new ArrayList<>();
    for (Connection connection : connections) {
      List<String> shared =
          List.of("location " + connection.location().name(), "site " + connection.site().name());
      List<Connection> group = joined(shared, groupOf, groups);
      group.add(connection);
      for (Connection member : group) {
        groupOf.put("location " + member.location().name(), group);
        groupOf.put("site " + member.site().name(), group);
      }
    }
    return groups;
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
