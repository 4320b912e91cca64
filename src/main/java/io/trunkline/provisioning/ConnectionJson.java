package io.trunkline.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.trunkline.connection.Connection;
import io.trunkline.connection.SecretRef;
import java.util.List;

/**
 * The form in which the journal keeps connections. Secrets are kept as the place where they are
 * found.
 */
public final class ConnectionJson {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .addMixIn(SecretRef.class, SecretPlace.class)
          .build();

  /** The journal's form of connections. */
  JsonNode write(List<Connection> connections) {
    return mapper.valueToTree(connections);
  }

  /** The connections that were written. */
  List<Connection> read(JsonNode tree) {
    return mapper.convertValue(tree, new TypeReference<>() {});
  }

  /** Reads what {@link SecretRef#reference()} wrote. */
  private interface SecretPlace {
    @JsonCreator
    static SecretRef of(String reference) {
      return SecretRef.of(reference);
    }
  }
}
