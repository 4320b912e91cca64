package io.trunkline.simulator.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
      node.byMethod.put(operation.method(), operation);
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
    List<String> segments = segments(path);
    List<String> values = new ArrayList<>();
    Node node = find(segments, values);
    Operation operation = node == null ? null : node.byMethod.get(method);
    if (operation == null) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    int next = 0;
    for (String segment : segments(operation.path())) {
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), values.get(next++));
      }
    }
    return new Match(operation, variables);
  }

  private @Nullable Node find(List<String> segments, List<String> values) {
    Node node = root;
    for (String segment : segments) {
      Node named = node.named.get(segment);
      if (named != null) {
        node = named;
      } else if (node.variable != null) {
        node = node.variable;
        values.add(segment);
      } else {
        return null;
      }
    }
    return node;
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private static final class Node {
    final Map<String, Node> named = new HashMap<>();
    final Map<String, Operation> byMethod = new HashMap<>();
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
