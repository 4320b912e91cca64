package io.trunkline.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Where a secret is found. Text and JSON forms name the place and never the value, so that a
 * connection can be logged, stored and shown.
 */
public sealed interface SecretRef {

  /**
   * The place in words: {@code env:NAME}, {@code file:PATH} or {@code inline:KEY}.
   *
   * @return text without the secret
   */
  @JsonValue
  String reference();

  /**
   * What {@link #reference()} wrote.
   *
   * @param reference {@code env:NAME}, {@code file:PATH} or {@code inline:KEY}
   * @return the place; of an inline secret only its key, since the value is not in the text
   */
  static SecretRef of(String reference) {
    int colon = reference.indexOf(':');
    String rest = reference.substring(colon + 1);
    return switch (reference.substring(0, Math.max(colon, 0))) {
      case "env" -> new Environment(rest);
      case "file" -> new SecretFile(rest);
      case "inline" -> new Remembered(rest);
      default ->
          throw new IllegalArgumentException(reference + " is not the reference of a secret");
    };
  }

  /** The value of an environment variable. */
  record Environment(String variable) implements SecretRef {
    @Override
    public String reference() {
      return "env:" + variable;
    }
  }

  /** The content of a file, without the line break at its end. */
  record SecretFile(String path) implements SecretRef {
    @Override
    public String reference() {
      return "file:" + path;
    }
  }

  /** A value that stood in a spec; whoever read that spec may still have it under the key. */
  record Remembered(String key) implements SecretRef {
    @Override
    public String reference() {
      return "inline:" + key;
    }
  }

  /** A value that stood in the spec itself, as the tutorial's template has it. */
  final class Inline implements SecretRef {
    private final String value;
    private final String key = UUID.randomUUID().toString();

    /**
     * Keeps a value in memory only.
     *
     * @param value the secret
     */
    public Inline(String value) {
      this.value = value;
    }

    /**
     * The secret itself, for the moment of writing it to Genesys.
     *
     * @return the value as it stood in the spec
     */
    public String reveal() {
      return value;
    }

    @Override
    public String reference() {
      return "inline:" + key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inline inline && inline.value.equals(value);
    }

    @Override
    public int hashCode() {
      return Inline.class.hashCode();
    }

    @Override
    public String toString() {
      return "Inline[(secret)]";
    }
  }
}
