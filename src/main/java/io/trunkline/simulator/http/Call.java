package io.trunkline.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Org;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One authorized API call as a resource sees it.
 *
 * @param org the caller's organization
 * @param clientId the caller
 * @param token the caller's access token
 * @param authority host and port that the caller called
 * @param path the path without its query
 * @param variables the path's variables by name
 * @param query the query parameters, repeated keys in order
 * @param body the parsed body, or null when the call has none
 */
public record Call(
    Org org,
    String clientId,
    String token,
    String authority,
    String path,
    Map<String, String> variables,
    Map<String, List<String>> query,
    @Nullable JsonNode body) {

  /** A variable of the path. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no variable " + name);
    }
    return value;
  }

  /** The first value of a query parameter, or null when absent or empty. */
  public @Nullable String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  /** All values of a query parameter, repeated or separated by commas. */
  public List<String> parameters(String name) {
    return query.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .filter(value -> !value.isBlank())
        .toList();
  }

  /** All values of a query parameter that must be there. */
  public List<String> required(String name) {
    List<String> values = parameters(name);
    if (values.isEmpty()) {
      throw Refusal.invalidQuery(name, "", "it is required");
    }
    return values;
  }

  /** A positive whole number. */
  public int positive(String name, int fallback) {
    String value = parameter(name);
    if (value == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is not positive.
    }
    throw Refusal.invalidQuery(name, value, "give a whole number from 1 up");
  }

  /** True, false, or null when absent. */
  public @Nullable Boolean flag(String name) {
    String value = parameter(name);
    if (value == null) {
      return null;
    }
    return switch (value) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw Refusal.invalidQuery(name, value, "give true or false");
    };
  }

  /** The body, which must be a JSON object. */
  public ObjectNode object() {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw new Refusal(ErrorBody.of(400, "bad.request", "The request body must be a JSON object."));
  }
}
