package io.trunkline.sip.message;

import java.util.ArrayList;
import java.util.List;

/** The lexical rules that header fields share (RFC 3261 section 25.1): tokens, quotes, blanks. */
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

  /** The text between these places without the blanks and line ends around it. */
  static String trim(String text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = to;
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The first place from here on that holds no blank, or {@code to}. */
  static int skipBlanks(String text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** The first place from here on that holds a blank or a control character, or the end. */
  static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  /**
   * Cuts a value at a separator that stands outside quotes and angle brackets; the parts are
   * trimmed.
   *
   * @throws SipSyntaxException when a quoted string or an angle bracket is not closed
   */
  public static List<String> split(String name, String value, char separator)
      throws SipSyntaxException {
    List<String> parts = new ArrayList<>(2);
    int start = 0;
    int end;
    do {
      end = next(name, value, start, separator);
      parts.add(trim(value, start, end));
      start = end + 1;
    } while (end < value.length());
    return parts;
  }

  /** The next place of the separator outside quotes and angle brackets, or the end. */
  static int next(String name, String value, int from, char separator) throws SipSyntaxException {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == separator) {
        return i;
      } else if (c == '"') {
        i = closingQuote(name, value, i);
      } else if (c == '<') {
        i = closingBracket(name, value, i);
      }
    }
    return value.length();
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
}
