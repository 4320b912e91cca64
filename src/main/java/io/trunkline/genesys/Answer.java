package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the platform.
 *
 * @param status HTTP status
 * @param headers header names in lower case, because proxies and HTTP versions spell them
 *     differently
 * @param body parsed body; null when it was empty or not JSON
 */
record Answer(int status, Map<String, String> headers, @Nullable JsonNode body) {

  /** What Genesys support asks for. */
  @Nullable String correlationId() {
    return headers.get("inin-correlation-id");
  }

  /** A header that holds a whole number, such as {@code inin-ratelimit-count}. */
  OptionalInt number(String header) {
    String text = headers.get(header);
    try {
      return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.trim()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * {@code Retry-After} as seconds or as a date (RFC 9110 section 10.2.3).
   *
   * @param now to count a date from
   * @param unsaid what to use when the header is missing or cannot be read
   */
  Duration retryAfter(ZonedDateTime now, Duration unsaid) {
    String text = headers.get("retry-after");
    if (text == null) {
      return unsaid;
    }
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(text.trim())));
    } catch (NumberFormatException notSeconds) {
      return untilDate(text.trim(), now, unsaid);
    }
  }

  private static Duration untilDate(String text, ZonedDateTime now, Duration unsaid) {
    try {
      Duration wait =
          Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException neither) {
      return unsaid;
    }
  }
}
