package io.trunkline.event.outbox;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
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
  private static final Set<Integer> OF_THE_SINK = Set.of(401, 403, 404, 407, 408, 425, 429);

  /**
   * Judges an exception. HTTP statuses that say "later" (408, 425, 429, 5xx; RFC 9110 section 15,
   * RFC 6585 section 4) or speak of who sends and where to (401, 403, 404, 407), failures of the
   * network and of a folder, and what Kafka and mail servers say of themselves are the sink's;
   * anything else is the event's.
   */
  static DeliveryFailure of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpOperationFailedException http) {
        int status = http.getStatusCode();
        boolean later = status >= 500 || OF_THE_SINK.contains(status);
        return new DeliveryFailure(
            !later, "answered " + status, later ? retryAfter(http.getResponseHeaders()) : null);
      }
      if (cause instanceof SMTPSendFailedException mail) {
        return new DeliveryFailure(ofThisMail(mail.getReturnCode()), text(mail), null);
      }
      if (cause instanceof IOException
          || cause instanceof MessagingException
          || (cause instanceof GenericFileOperationFailedException && cause.getCause() == null)) {
        return new DeliveryFailure(false, text(cause), null);
      }
      if (cause instanceof ApiException) {
        return new DeliveryFailure(ofThisRecord(cause), text(cause), null);
      }
    }
    return new DeliveryFailure(true, text(error), null);
  }

  /** Later (4yz), log in first (530, 534, 535), or never this mail (RFC 5321 section 4.2.1). */
  private static boolean ofThisMail(int reply) {
    return reply >= 500 && reply != 530 && reply != 534 && reply != 535;
  }

  private static boolean ofThisRecord(Throwable kafka) {
    return kafka instanceof RecordTooLargeException
        || kafka instanceof InvalidRecordException
        || kafka instanceof SerializationException;
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
