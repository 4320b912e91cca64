package io.trunkline.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A value of From, To or Contact (RFC 3261 section 20.10): optional display name, URI, parameters.
 *
 * @param displayName without quotes, empty when there is none
 * @param uri the URI as sent, without angle brackets
 * @param parameters those of the header field
 */
public record NameAddress(String displayName, String uri, Parameters parameters) {

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
    String display = HeaderText.trim(value, 0, open);
    requireDisplayName(name, value, display);
    String uri = value.substring(open + 1, close);
    requireUri(name, uri);
    return new NameAddress(
        HeaderText.unquote(display), uri, Parameters.parse(name, value, close + 1));
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
    String uri = HeaderText.trim(value, 0, semicolon < 0 ? value.length() : semicolon);
    if (uri.indexOf('?') >= 0 || uri.indexOf(',') >= 0) {
      throw new SipSyntaxException(
          name, value, "a URI with , ; or ? must stand in angle brackets (RFC 3261 20.10)");
    }
    requireUri(name, uri);
    int end = semicolon < 0 ? value.length() : semicolon;
    return new NameAddress("", uri, Parameters.parse(name, value, end));
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
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean further = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !further)) {
        return false;
      }
    }
    return !text.isEmpty();
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
