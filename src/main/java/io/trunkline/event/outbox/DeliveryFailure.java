package io.trunkline.event.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Why an event did not reach its sink.
 *
 * @param refused whether the sink looked at this event and will not have it; otherwise the sink
 *     cannot be reached, and every other event would fare the same
 * @param problem for people
 * @param retryAfter what the sink asks for
 */
record DeliveryFailure(boolean refused, String problem, @Nullable Duration retryAfter) {
  private static final int LONGEST = 1_000;

  /**
   * Judges an exception. HTTP statuses that say "later" (408, 425, 429, 5xx; RFC 9110 section 15,
   * RFC 6585 section 4) and failures of the network are the sink's, anything else is the event's.
   */
  static DeliveryFailure of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpOperationFailedException http) {
        int status = http.getStatusCode();
        boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
        return new DeliveryFailure(
            !later, "answered " + status, later ? retryAfter(http.getResponseHeaders()) : null);
      }
      if (cause instanceof IOException
          || cause.getClass().getName().startsWith("jakarta.mail.")
          || cause.getClass().getName().startsWith("org.apache.kafka.common.errors.")) {
        return new DeliveryFailure(false, text(cause), null);
      }
    }
    return new DeliveryFailure(true, text(error), null);
  }

  private static String text(Throwable error) {
    String text = error.getClass().getSimpleName() + ": " + error.getMessage();
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static @Nullable Duration retryAfter(@Nullable Map<String, String> headers) {
    if (headers == null) {
      return null;
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if ("Retry-After".equalsIgnoreCase(header.getKey())
          && header.getValue().matches("[0-9]{1,6}")) {
        return Duration.ofSeconds(Long.parseLong(header.getValue()));
      }
    }
    return null;
  }
}
