package io.trunkline.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * One Via value (RFC 3261 section 20.42, RFC 3581).
 *
 * @param transport the transport token as sent
 * @param sentBy host and optional port as sent
 * @param parameters those behind the host
 */
public record Via(String transport, String sentBy, Parameters parameters) {
  /** Start of every branch of RFC 3261 (section 8.1.1.7). */
  public static final String COOKIE = "z9hG4bK";

  /** Reads one value; blanks around the slashes are legal. */
  public static Via parse(String value) throws SipSyntaxException {
    int semicolon = value.indexOf(';');
    int end = semicolon < 0 ? value.length() : semicolon;
    int start = endOfProtocol(value, end);
    if (start < 0) {
      throw bad(value, "must start with SIP/2.0/transport (RFC 3261 20.42)");
    }
    String rest = HeaderText.trim(value, start, end);
    int word = HeaderText.endOfWord(rest, 0);
    String transport = rest.substring(0, word);
    String sentBy = HeaderText.trim(rest, word, rest.length());
    if (!HeaderText.isToken(transport) || !isSentBy(sentBy)) {
      throw bad(value, "must name a transport and host[:port] (RFC 3261 20.42)");
    }
    return new Via(transport, sentBy, Parameters.parse(HeaderName.VIA, value, end));
  }

  /** The place behind {@code SIP/2.0/}, or -1. */
  private static int endOfProtocol(String value, int end) {
    if (value.startsWith("SIP/2.0/")) {
      return "SIP/2.0/".length();
    }
    int first = value.indexOf('/');
    int second = value.indexOf('/', first + 1);
    boolean good =
        first > 0
            && second > first
            && second < end
            && HeaderText.trim(value, 0, first).equalsIgnoreCase("SIP")
            && HeaderText.trim(value, first + 1, second).equals("2.0");
    return good ? second + 1 : -1;
  }

  private static boolean isSentBy(String text) {
    int port = text.lastIndexOf(':');
    if (port > text.lastIndexOf(']')) {
      return port > 0
          && HeaderText.isDigits(HeaderText.trim(text, port + 1, text.length()))
          && isHost(HeaderText.trim(text, 0, port));
    }
    return isHost(text);
  }

  private static boolean isHost(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    int from = bracketed ? 1 : 0;
    int to = text.length() - from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(bracketed ? isIpv6Character(c) : isHostCharacter(c))) {
        return false;
      }
    }
    return bracketed ? text.length() > 4 : to > from;
  }

  private static boolean isHostCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
  }

  private static boolean isIpv6Character(char c) {
    return c < 128 && (Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  private static SipSyntaxException bad(String value, String rule) {
    return new SipSyntaxException(HeaderName.VIA, value, rule);
  }

  /** The transaction's name, or null in a message of RFC 2543. */
  public @Nullable String branch() {
    return parameters.get("branch");
  }

  /** Whether the branch can name a transaction: the cookie and something behind it. */
  public boolean hasUniqueBranch() {
    String branch = branch();
    return branch != null && branch.length() > COOKIE.length() && branch.startsWith(COOKIE);
  }

  /** The address from which the peer saw the request come, or null. */
  public @Nullable String received() {
    return parameters.get("received");
  }

  /** The port from which the peer saw the request come, or null (RFC 3581 section 4). */
  public @Nullable Integer rport() {
    String text = parameters.getOrDefault("rport", "");
    return HeaderText.isDigits(text) && text.length() <= 5 ? Integer.valueOf(text) : null;
  }
}
