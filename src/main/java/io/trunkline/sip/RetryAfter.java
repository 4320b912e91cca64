package io.trunkline.sip;

import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.HeaderText;
import io.trunkline.sip.message.SipHeaders;
import org.jspecify.annotations.Nullable;

/** Reads Retry-After: seconds, then maybe a comment and parameters (RFC 3261 section 20.33). */
final class RetryAfter {
  private static final int LONGEST_DIGITS = 9;

  private RetryAfter() {}

  /** The seconds, or null when there are none to read. */
  static @Nullable Integer seconds(SipHeaders headers) {
    String value = headers.first(HeaderName.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    int end = 0;
    while (end < value.length() && Character.isDigit(value.charAt(end))) {
      end++;
    }
    String digits = value.substring(0, end);
    boolean readable = HeaderText.isDigits(digits) && digits.length() <= LONGEST_DIGITS;
    return readable ? Integer.valueOf(digits) : null;
  }
}
