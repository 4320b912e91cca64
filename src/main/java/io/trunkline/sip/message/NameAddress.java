package io.trunkline.sip.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of From, To or Contact (RFC 3261 section 20.10): optional display name, URI, parameters.
 *
 * @param displayName without quotes, empty when there is none
 * @param uri the URI as sent, without angle brackets
 * @param parameters those of the header field, names in lower case
 */
public record NameAddress(String displayName, String uri, Map<String, String> parameters) {

  /**
   * Reads one value.
   *
   * @param name the header field's name, for the error
   */
  public static NameAddress parse(String name, String value) throws SipSyntaxException {
    int open = openingBracket(name, value);
    return open < 0 ? bare(name, value) : bracketed(name, value, open);
  }

  private static int openingBracket(String name, String value) throws SipSyntaxException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        i = HeaderText.closingQuote(name, value, i);
      } else if (c == '<') {
        return i;
      }
    }
    return -1;
  }

  private static NameAddress bracketed(String name, String value, int open)
      throws SipSyntaxException {
    int close = value.indexOf('>', open);
    if (close < 0) {
      throw new SipSyntaxException(name, value, "an angle bracket must be closed (RFC 3261 20.10)");
    }
    String display = value.substring(0, open).strip();
    requireDisplayName(name, value, display);
    String uri = value.substring(open + 1, close);
    requireUri(name, uri);
    return new NameAddress(
        HeaderText.unquote(display),
        uri,
        HeaderText.parameters(name, value.substring(close + 1).strip()));
  }

  /** A display name is one quoted string or tokens with blanks between (RFC 3261 25.1). */
  private static void requireDisplayName(String name, String value, String display)
      throws SipSyntaxException {
    if (display.isEmpty()) {
      return;
    }
    boolean good;
    if (display.charAt(0) == '"') {
      good = HeaderText.closingQuote(name, display, 0) == display.length() - 1;
    } else {
      good = true;
      for (String word : display.split("[ \t]+")) {
        good &= HeaderText.isToken(word) || word.chars().anyMatch(c -> c >= 128);
      }
    }
    if (!good) {
      throw new SipSyntaxException(
          name, value, "a display name must be tokens or one quoted string (RFC 3261 25.1)");
    }
  }

  /** Without brackets everything behind a semicolon is the header's (RFC 3261 20). */
  private static NameAddress bare(String name, String value) throws SipSyntaxException {
    int semicolon = value.indexOf(';');
    String uri = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
    if (uri.indexOf('?') >= 0 || uri.indexOf(',') >= 0) {
      throw new SipSyntaxException(
          name, value, "a URI with , ; or ? must stand in angle brackets (RFC 3261 20.10)");
    }
    requireUri(name, uri);
    String tail = semicolon < 0 ? "" : value.substring(semicolon);
    return new NameAddress("", uri, HeaderText.parameters(name, tail));
  }

  private static void requireUri(String name, String uri) throws SipSyntaxException {
    int colon = uri.indexOf(':');
    boolean scheme = colon > 0 && isScheme(uri.substring(0, colon));
    if (!scheme || colon == uri.length() - 1 || hasForbidden(uri)) {
      throw new SipSyntaxException(
          name, uri, "must be scheme:address without blanks, quotes or brackets (RFC 3261 25.1)");
    }
  }

  static boolean isScheme(String text) {
    boolean rest =
        text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0));
    return rest && !text.isEmpty() && Character.isLetter(text.charAt(0));
  }

  static boolean hasForbidden(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 127 || c == '<' || c == '>' || c == '"') {
        return true;
      }
    }
    return false;
  }

  /** The tag parameter, or null. */
  public @Nullable String tag() {
    return parameters.get("tag");
  }
}
