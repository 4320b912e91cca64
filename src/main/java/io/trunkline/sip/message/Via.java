package io.trunkline.sip.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Via value (RFC 3261 section 20.42, RFC 3581).
 *
 * @param transport the transport token as sent
 * @param sentBy host and optional port as sent
 * @param parameters names in lower case; a parameter without value maps to the empty text
 */
public record Via(String transport, String sentBy, Map<String, String> parameters) {
  /** Start of every branch of RFC 3261 (section 8.1.1.7). */
  public static final String COOKIE = "z9hG4bK";

  /** Reads one value; blanks around the slashes are legal. */
  public static Via parse(String value) throws SipSyntaxException {
    List<String> parts = HeaderText.split(HeaderName.VIA, value, ';');
    String[] protocol = parts.get(0).split("/", 3);
    if (protocol.length < 3
        || !protocol[0].strip().equalsIgnoreCase("SIP")
        || !protocol[1].strip().equals("2.0")) {
      throw bad(value, "must start with SIP/2.0/transport (RFC 3261 20.42)");
    }
    String rest = protocol[2].strip();
    int blank = 0;
    while (blank < rest.length() && rest.charAt(blank) > ' ') {
      blank++;
    }
    String transport = rest.substring(0, blank);
    String sentBy = rest.substring(blank).strip();
    if (!HeaderText.isToken(transport) || !isSentBy(sentBy)) {
      throw bad(value, "must name a transport and host[:port] (RFC 3261 20.42)");
    }
    int semicolon = value.indexOf(';');
    String tail = semicolon < 0 ? "" : value.substring(semicolon);
    return new Via(transport, sentBy, HeaderText.parameters(HeaderName.VIA, tail));
  }

  private static boolean isSentBy(String text) {
    int port = text.lastIndexOf(':');
    if (port > text.lastIndexOf(']')) {
      return port > 0
          && HeaderText.isDigits(text.substring(port + 1).strip())
          && isHost(text.substring(0, port).strip());
    }
    return isHost(text);
  }

  private static boolean isHost(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return text.length() > 4
          && text.chars().skip(1).limit(text.length() - 2L).allMatch(Via::isIpv6Character);
    }
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._".indexOf(c) >= 0));
  }

  private static boolean isIpv6Character(int c) {
    return Character.digit(c, 16) >= 0 || c == ':' || c == '.';
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
