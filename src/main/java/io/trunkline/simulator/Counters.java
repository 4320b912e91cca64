package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Json;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** Counts successful calls per operation since start or reset. */
final class Counters {
  private final IdentityHashMap<Operation, long[]> calls = new IdentityHashMap<>();

  void count(Operation operation, int status) {
    if (status < 300) {
      calls.computeIfAbsent(operation, missing -> new long[1])[0]++;
    }
  }

  void clear() {
    calls.clear();
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    long reads = 0;
    long writes = 0;
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Operation operation : inOrder()) {
      long count = calls.getOrDefault(operation, new long[1])[0];
      list.addObject()
          .put("method", operation.method())
          .put("path", operation.path())
          .put("count", count);
      if (operation.effect().equals("none")) {
        reads += count;
      } else {
        writes += count;
      }
    }
    json.put("reads", reads).put("writes", writes).set("operations", list);
    return json;
  }

  private List<Operation> inOrder() {
    return calls.keySet().stream()
        .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
        .toList();
  }
}
