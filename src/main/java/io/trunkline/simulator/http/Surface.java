package io.trunkline.simulator.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All operations, found by method and path through a tree of path segments. */
public final class Surface {
  private final List<Operation> operations;
  private final Node root = new Node();

  public Surface(List<Operation> operations) {
    this.operations = List.copyOf(operations);
    for (Operation operation : operations) {
      Node node = root;
      for (String segment : segments(operation.path())) {
        node = node.child(segment);
      }
      node.byMethod.put(operation.method(), new Target(operation, variables(operation)));
    }
  }

  /** All operations in the order of their description. */
  public List<Operation> operations() {
    return operations;
  }

  /** A found operation and the values of its path variables. */
  public record Match(Operation operation, Map<String, String> variables) {}

  /** Finds the operation for a call, or null. */
  public @Nullable Match match(String method, String path) {
    List<String> values = new ArrayList<>(4);
    Node node = find(path, values);
    Target target = node == null ? null : node.byMethod.get(method);
    if (target == null) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < target.variables.size(); i++) {
      variables.put(target.variables.get(i), values.get(i));
    }
    return new Match(target.operation, variables);
  }

  private @Nullable Node find(String path, List<String> values) {
    Node node = root;
    int from = 1;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String segment = path.substring(from, to);
      Node named = node.named.get(segment);
      if (named != null) {
        node = named;
      } else if (node.variable != null) {
        node = node.variable;
        values.add(segment);
      } else {
        return null;
      }
      from = to + 1;
    }
    return node;
  }

  private static List<String> variables(Operation operation) {
    return segments(operation.path()).stream()
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private record Target(Operation operation, List<String> variables) {}

  private static final class Node {
    final Map<String, Node> named = new HashMap<>();
    final Map<String, Target> byMethod = new HashMap<>();
    @Nullable Node variable;

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return named.computeIfAbsent(segment, missing -> new Node());
      }
      Node next = variable == null ? new Node() : variable;
      variable = next;
      return next;
    }
  }
}
