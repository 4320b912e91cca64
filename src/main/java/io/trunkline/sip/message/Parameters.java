package io.trunkline.sip.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ;name=value} parameters behind a value (RFC 3261 section 25.1), in the order of the
 * wire. Names compare without case; values keep their quotes, and a parameter without a value has
 * the empty text. A handful at most, so a walk finds one sooner than a hash would.
 */
public final class Parameters {
  private static final Parameters NONE = new Parameters(new String[0]);

  /** Name, value, name, value ... */
  private final String[] pairs;

  private Parameters(String[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Reads the rest of a header value.
   *
   * @param header the header field's name, for the error
   * @param from where the first semicolon must stand, blanks aside; at the end there are none
   */
  static Parameters parse(String header, String text, int from) throws SipSyntaxException {
    int at = HeaderText.skipBlanks(text, from, text.length());
    if (at == text.length()) {
      return NONE;
    }
    if (text.charAt(at) != ';') {
      throw new SipSyntaxException(
          header, text, "parameters start with a semicolon (RFC 3261 25.1)");
    }
    String[] found = new String[8];
    int size = 0;
    while (at < text.length()) {
      int end = HeaderText.next(header, text, at + 1, ';');
      if (size == found.length) {
        found = Arrays.copyOf(found, 2 * size);
      }
      read(header, text, at + 1, end, found, size);
      size += 2;
      at = end;
    }
    return new Parameters(size == found.length ? found : Arrays.copyOf(found, size));
  }

  private static void read(String header, String text, int from, int to, String[] found, int size)
      throws SipSyntaxException {
    int equals = text.indexOf('=', from);
    boolean bare = equals < 0 || equals >= to;
    String name = HeaderText.trim(text, from, bare ? to : equals);
    String value = bare ? "" : HeaderText.trim(text, equals + 1, to);
    if (!HeaderText.isToken(name) || (!bare && value.isEmpty())) {
      throw new SipSyntaxException(
          header,
          text.substring(from, to),
          "a parameter is a token, with = followed by a value (RFC 3261 25.1)");
    }
    if (find(found, size, name) != null) {
      throw new SipSyntaxException(
          header, name, "a parameter may appear only once (RFC 3261 7.3.1)");
    }
    found[size] = name;
    found[size + 1] = value;
  }

  private static @Nullable String find(String[] pairs, int size, String name) {
    for (int i = 0; i < size; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The value of this parameter, empty when it has none, or null when it is absent. */
  public @Nullable String get(String name) {
    return find(pairs, pairs.length, name);
  }

  /** The value of this parameter, or another text when it is absent. */
  public String getOrDefault(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters p && Arrays.equals(pairs, p.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      text.append(';').append(pairs[i]);
      if (!pairs[i + 1].isEmpty()) {
        text.append('=').append(pairs[i + 1]);
      }
    }
    return text.toString();
  }
}
