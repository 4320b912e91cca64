package io.trunkline.connection;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the secrets of one connection at the moment of writing, for {@link Secrets#resolve}. How
 * the environment and files are read is the caller's, since this room does no I/O.
 */
public final class SecretLookup implements UnaryOperator<String> {
  private final @Nullable SecretRef secret;
  private final Function<String, Optional<String>> environment;
  private final Function<String, Optional<String>> files;

  /**
   * Looks up the secrets of a connection.
   *
   * @param connection whose password
   * @param environment from a variable's name to its value
   * @param files from a path to the file's text; empty when it cannot be read
   */
  public SecretLookup(
      Connection connection,
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> files) {
    Connection.Credentials credentials = connection.trunk().credentials();
    this.secret = credentials == null ? null : credentials.password();
    this.environment = environment;
    this.files = files;
  }

  /**
   * The value behind a reference of this connection.
   *
   * @throws SecretException when it is not there, or empty
   */
  @Override
  public String apply(String reference) {
    if (secret == null || !secret.reference().equals(reference)) {
      throw new SecretException(
          reference,
          "the secret " + reference + " does not belong to this connection",
          "Plan the connection again from its spec");
    }
    if (secret instanceof SecretRef.Environment variable) {
      return found(environment.apply(variable.variable()), variable, "Set this variable");
    }
    if (secret instanceof SecretRef.SecretFile file) {
      Optional<String> text = files.apply(file.path());
      return found(text.map(t -> t.replaceFirst("\\R\\z", "")), file, "Write the secret into it");
    }
    return ((SecretRef.Inline) secret).reveal();
  }

  private static String found(Optional<String> value, SecretRef secret, String fix) {
    return value
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new SecretException(
                    secret.reference(),
                    "the secret " + secret.reference() + " is there and not empty",
                    fix + " where the service runs"));
  }
}
