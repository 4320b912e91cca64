package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call to make.
 *
 * @param method HTTP method
 * @param path path without host and query
 * @param query query parameters; a list value becomes repeated keys
 * @param body JSON body, or null
 */
record GenesysCall(String method, String path, Map<String, Object> query, @Nullable JsonNode body) {
  GenesysCall {
    query = Map.copyOf(query);
  }

  static GenesysCall get(String path, Map<String, Object> query) {
    return new GenesysCall("GET", path, query, null);
  }

  static GenesysCall of(String method, String path, @Nullable JsonNode body) {
    return new GenesysCall(method, path, Map.of(), body);
  }

  JsonNode requiredBody() {
    return Objects.requireNonNull(body, "a write needs a body");
  }
}
