package io.trunkline.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns what a step threw into what the journal, the API and the terminal show. */
@FunctionalInterface
public interface RunProblems {
  /**
   * A JSON object with at least {@code type} and {@code message}; never a secret, never a stack.
   */
  ObjectNode describe(Throwable error);

  /** Class name and message, for errors that nobody knows more about. */
  static ObjectNode plain(Throwable error) {
    String message = error.getMessage();
    return of(
        error.getClass().getSimpleName(),
        message == null ? error.getClass().getSimpleName() : message);
  }

  /** A problem with a type and a message. */
  static ObjectNode of(String type, String message) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("message", message);
  }
}
