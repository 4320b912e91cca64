package io.trunkline.sip;

import java.nio.charset.StandardCharsets;

/** Writes any text as the user part of a SIP URI (RFC 3261 section 25.1). */
final class UserPart {
  private static final String PLAIN = "-_.!~*'()&=+$,;?/";

  private UserPart() {}

  /** The text with every octet that the grammar does not allow written as %XX. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      if (letterOrDigit || PLAIN.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append("%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }
}
