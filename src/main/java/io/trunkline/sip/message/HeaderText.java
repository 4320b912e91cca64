package io.trunkline.sip.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The lexical rules that header fields share (RFC 3261 section 25.1): tokens, quotes, parameters.
 */
public final class HeaderText {
  private static final String TOKEN_MARKS = "-.!%*_+`'~";
  private static final boolean[] TOKEN = tokenCharacters();

  private HeaderText() {}

  /** Whether this is a token: letters, digits and {@code -.!%*_+`'~}, at least one. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isTokenCharacter(char c) {
    return c < TOKEN.length && TOKEN[c];
  }

  private static boolean[] tokenCharacters() {
    boolean[] allowed = new boolean[128];
    for (char c = 0; c < allowed.length; c++) {
      allowed[c] = Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }
    return allowed;
  }

  /** Whether this is one or more ASCII digits. */
  public static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * Cuts a value at a separator that stands outside quotes and angle brackets; the parts are
   * trimmed.
   *
   * @throws SipSyntaxException when a quoted string or an angle bracket is not closed
   */
  public static List<String> split(String name, String value, char separator)
      throws SipSyntaxException {
    List<String> parts = new ArrayList<>(4);
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        i = closingQuote(name, value, i);
      } else if (c == '<') {
        i = closingBracket(name, value, i);
      } else if (c == separator) {
        parts.add(value.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(value.substring(start).strip());
    return parts;
  }

  /** The index of the quote that closes the one at {@code open}. */
  static int closingQuote(String name, String value, int open) throws SipSyntaxException {
    for (int i = open + 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    throw new SipSyntaxException(name, value, "a quoted string must be closed (RFC 3261 25.1)");
  }

  private static int closingBracket(String name, String value, int open) throws SipSyntaxException {
    int close = value.indexOf('>', open);
    if (close < 0) {
      throw new SipSyntaxException(name, value, "an angle bracket must be closed (RFC 3261 20.10)");
    }
    return close;
  }

  /** The text inside a quoted string, escapes removed; any other text comes back as it is. */
  public static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) {
      return text;
    }
    if (text.indexOf('\\') < 0) {
      return text.substring(1, text.length() - 1);
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' && i + 1 < text.length() - 1 ? text.charAt(++i) : c);
    }
    return plain.toString();
  }

  /** A quoted string that reads back as this text. */
  public static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Reads {@code ;name=value} parameters; values keep their quotes, a parameter without a value
   * maps to the empty text. Names come in lower case.
   *
   * @param text everything from the first semicolon on, or empty
   */
  static Map<String, String> parameters(String name, String text) throws SipSyntaxException {
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    List<String> parts = split(name, text, ';');
    if (!parts.get(0).isEmpty()) {
      throw new SipSyntaxException(name, text, "parameters start with a semicolon (RFC 3261 25.1)");
    }
    for (String part : parts.subList(1, parts.size())) {
      addParameter(name, part, found);
    }
    return Collections.unmodifiableMap(found);
  }

  private static void addParameter(String header, String part, Map<String, String> found)
      throws SipSyntaxException {
    int equals = part.indexOf('=');
    String key = equals < 0 ? part : part.substring(0, equals).strip();
    String value = equals < 0 ? "" : part.substring(equals + 1).strip();
    if (!isToken(key) || (equals >= 0 && value.isEmpty())) {
      throw new SipSyntaxException(
          header, part, "a parameter is a token, with = followed by a value (RFC 3261 25.1)");
    }
    if (found.putIfAbsent(key.toLowerCase(Locale.ROOT), value) != null) {
      throw new SipSyntaxException(
          header, part, "a parameter may appear only once (RFC 3261 7.3.1)");
    }
  }
}
