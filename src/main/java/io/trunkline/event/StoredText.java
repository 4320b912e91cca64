package io.trunkline.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Text that both databases take, whatever a sender wrote. */
final class StoredText {
  private StoredText() {}

  /** Without what PostgreSQL refuses: NUL, and halves of characters. */
  static String of(String text) {
    return isPlain(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replace('\0', '\uFFFD');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** The same, cut to a column's length. */
  static @Nullable String of(@Nullable String text, int longest) {
    if (text == null) {
      return null;
    }
    String stored = of(text);
    return stored.length() <= longest ? stored : stored.substring(0, longest);
  }

  /** SHA-256 in hex. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
