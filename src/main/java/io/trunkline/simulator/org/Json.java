package io.trunkline.simulator.org;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON trees, in and out. */
public final class Json {
  /** The one mapper; never reconfigured after this line. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  // Clients misread dates with any other number of fraction digits (fact sheet 2.7).
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The tree as UTF-8 JSON. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads bytes that we wrote ourselves. */
  public static ObjectNode own(byte[] json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads foreign bytes, or null when they are not JSON. */
  public static @Nullable JsonNode orNull(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      return null;
    }
  }

  /** Reads a JSON file that is part of the program, beside the class. */
  public static JsonNode resource(String name) {
    try (InputStream in = Json.class.getResourceAsStream("/io/trunkline/simulator/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An instant with exactly three fraction digits and {@code Z}. */
  public static String date(long epochMillis) {
    return DATE.format(Instant.ofEpochMilli(epochMillis));
  }

  /** Epoch milliseconds of a date that {@link #date} wrote. */
  public static long millis(String date) {
    return Instant.parse(date).toEpochMilli();
  }

  /** Applies an RFC 7396 JSON merge patch to a copy of the target. */
  public static ObjectNode mergePatch(ObjectNode target, ObjectNode patch) {
    ObjectNode merged = target.deepCopy();
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      if (change.getValue().isNull()) {
        merged.remove(change.getKey());
      } else if (change.getValue() instanceof ObjectNode nested) {
        ObjectNode base =
            merged.get(change.getKey()) instanceof ObjectNode existing ? existing : object();
        merged.set(change.getKey(), mergePatch(base, nested));
      } else {
        merged.set(change.getKey(), change.getValue());
      }
    }
    return merged;
  }
}
