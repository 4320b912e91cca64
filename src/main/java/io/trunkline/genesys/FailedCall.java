package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/**
 * A call that failed, without bodies and without secrets.
 *
 * @param org configured name of the org
 * @param method HTTP method
 * @param path path without host
 * @param status HTTP status; 0 when no answer came
 * @param code the platform's error code, for example {@code bad.request}
 * @param message the platform's text, or what went wrong on the way
 * @param field field that the platform named
 * @param value value that was sent in this field
 * @param correlationId {@code ININ-Correlation-Id}, what Genesys support asks for
 */
public record FailedCall(
    String org,
    String method,
    String path,
    int status,
    @Nullable String code,
    String message,
    @Nullable String field,
    @Nullable String value,
    @Nullable String correlationId) {

  /** One line for people. */
  public String describe() {
    StringBuilder text = new StringBuilder(method).append(' ').append(path);
    if (status > 0) {
      text.append(" answered ").append(status);
      if (code != null) {
        text.append(' ').append(code);
      }
    }
    text.append(": ").append(message);
    if (field != null) {
      text.append(" [field ").append(field);
      if (value != null) {
        text.append(" = ").append(value);
      }
      text.append(']');
    }
    if (correlationId != null) {
      text.append(" (correlation id ").append(correlationId).append(')');
    }
    return text.toString();
  }
}
