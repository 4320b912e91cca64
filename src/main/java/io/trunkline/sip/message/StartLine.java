package io.trunkline.sip.message;

/** Reads request and status lines (RFC 3261 sections 7.1 and 7.2). */
final class StartLine {
  private static final String VERSION = "SIP/2.0";
  private static final String REQUEST = "Request line";
  private static final String STATUS = "Status line";

  /** The first line read: a request has a method, a response a status. */
  sealed interface Line {}

  record RequestLine(String method, String uri) implements Line {}

  record StatusLine(int status, String reason) implements Line {}

  private StartLine() {}

  static Line parse(String text) throws SipSyntaxException {
    return text.regionMatches(true, 0, "SIP/", 0, 4) ? status(text) : request(text);
  }

  private static StatusLine status(String text) throws SipSyntaxException {
    if (!text.regionMatches(true, 0, VERSION + " ", 0, VERSION.length() + 1)) {
      throw new SipSyntaxException(STATUS, text, "the version must be SIP/2.0 (RFC 3261 7.1)");
    }
    int start = VERSION.length() + 1;
    int end = text.indexOf(' ', start);
    String code = text.substring(start, end < 0 ? text.length() : end);
    if (code.length() != 3 || !HeaderText.isDigits(code)) {
      throw new SipSyntaxException(STATUS, text, "the status must be three digits (RFC 3261 7.2)");
    }
    int status = Integer.parseInt(code);
    if (status < 100 || status > 699) {
      throw new SipSyntaxException(STATUS, text, "the status must be 100 to 699 (RFC 3261 7.2)");
    }
    return new StatusLine(status, end < 0 ? "" : text.substring(end + 1).strip());
  }

  private static RequestLine request(String text) throws SipSyntaxException {
    int first = text.indexOf(' ');
    int last = text.lastIndexOf(' ');
    if (first <= 0 || last <= first) {
      throw new SipSyntaxException(
          REQUEST, text, "must be method, URI and version with one blank between (RFC 3261 7.1)");
    }
    String method = text.substring(0, first);
    String uri = text.substring(first + 1, last);
    String version = text.substring(last + 1);
    if (!version.equalsIgnoreCase(VERSION)) {
      throw new SipSyntaxException(
          REQUEST, version, "the version must be SIP/2.0 and end the line (RFC 3261 7.1)");
    }
    if (!HeaderText.isToken(method)) {
      throw new SipSyntaxException(REQUEST, method, "the method must be a token (RFC 3261 25.1)");
    }
    requireUri(uri);
    return new RequestLine(method, uri);
  }

  private static void requireUri(String uri) throws SipSyntaxException {
    int colon = uri.indexOf(':');
    boolean scheme = colon > 0 && NameAddress.isScheme(uri.substring(0, colon));
    if (!scheme || colon == uri.length() - 1 || NameAddress.hasForbidden(uri)) {
      throw new SipSyntaxException(
          REQUEST, uri, "the URI must be without blanks and angle brackets (RFC 3261 7.1)");
    }
    boolean sip = uri.regionMatches(true, 0, "sip:", 0, 4) || uri.startsWith("sips:");
    int afterUser = uri.lastIndexOf('@') + 1;
    if (sip && uri.indexOf('?', afterUser) >= 0) {
      throw new SipSyntaxException(
          REQUEST, uri, "a Request-URI has no header part (RFC 3261 19.1.1)");
    }
  }
}
