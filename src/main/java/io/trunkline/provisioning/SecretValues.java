package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Connection;
import io.trunkline.connection.SecretRef;
import io.trunkline.connection.Secrets;
import io.trunkline.genesys.BodySecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets at the moment they are sent: in the environment, in files, and, for those that
 * stood in a connection file itself, in memory for as long as the process lives.
 */
public final class SecretValues implements BodySecrets {
  private final UnaryOperator<@Nullable String> environment;
  private final Map<String, String> inline = new ConcurrentHashMap<>();

  /**
   * With an environment.
   *
   * @param environment variable name to value, null when it is not set
   */
  public SecretValues(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * Keeps the secrets that stand in these connections themselves, and checks that the others can be
   * found.
   */
  void remember(Iterable<Connection> connections) {
    for (Connection connection : connections) {
      Connection.Credentials credentials = connection.trunk().credentials();
      SecretRef password = credentials == null ? null : credentials.password();
      if (password instanceof SecretRef.Inline secret) {
        inline.put(secret.reference(), secret.reveal());
      } else if (password != null) {
        find(password.reference());
      }
    }
  }

  /** The password of a connection's trunk; empty when it has none or it cannot be found. */
  public Optional<String> password(Connection connection) {
    Connection.Credentials credentials = connection.trunk().credentials();
    SecretRef place = credentials == null ? null : credentials.password();
    try {
      return place == null ? Optional.empty() : Optional.of(find(place.reference()));
    } catch (SecretMissingException e) {
      return Optional.empty();
    }
  }

  @Override
  public ObjectNode filled(ObjectNode body) {
    return (ObjectNode) Secrets.resolve(body, this::find);
  }

  private String find(String reference) {
    SecretRef place = SecretRef.of(reference);
    if (place instanceof SecretRef.Environment variable) {
      return fromEnvironment(variable.variable());
    }
    return place instanceof SecretRef.SecretFile file
        ? fromFile(file.path())
        : fromMemory(reference);
  }

  private String fromEnvironment(String variable) {
    String value = environment.apply(variable);
    if (value == null || value.isEmpty()) {
      throw new SecretMissingException(
          "the environment variable " + variable + " is not set",
          "Set it to the trunk's password before you start Trunkline.");
    }
    return value;
  }

  private static String fromFile(String path) {
    try {
      return Files.readString(Path.of(path)).stripTrailing();
    } catch (IOException e) {
      throw new SecretMissingException(
          "the password file " + path + " cannot be read", "Check its path and permissions.");
    }
  }

  private String fromMemory(String reference) {
    String value = inline.get(reference);
    if (value == null) {
      throw new SecretMissingException(
          "the password stood in the connection file, and is kept nowhere else",
          "Run provision with the file once more; what was made already is found again.");
    }
    return value;
  }
}
