package io.trunkline.connection;

import static io.trunkline.connection.TextRule.violation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A SIP server of a trunk: {@code host[:port]} of RFC 3261, to which something can be sent. */
final class SipServerRule {
  static final TextRule HOST_PORT = SipServerRule::check;

  private static final String RULE = "a SIP server is host or host:port (RFC 3261 section 25.1)";
  private static final int PLAIN_PORT = 5060;
  private static final int TLS_PORT = 5061;

  private SipServerRule() {}

  /** The port that the transport contradicts, RFC 3261 19.1.2: 5061 is TLS's and 5060 is not. */
  static Optional<TextRule.Violation> portAgainst(String server, String transport) {
    boolean tls = transport.equals("tls");
    if (!tls && portOf(server) == TLS_PORT) {
      return violation(
          "port 5061 is for TLS, and the transport is " + transport,
          "Write transport: tls, or the carrier's port for " + transport);
    }
    if (tls && portOf(server) == PLAIN_PORT) {
      return violation(
          "port 5060 is for UDP and TCP, and the transport is tls",
          "Write port 5061, or the transport that the carrier offers on 5060");
    }
    return Optional.empty();
  }

  private static int portOf(String server) {
    try {
      return SipHostPort.parse(server).port();
    } catch (SipSyntaxException e) {
      return SipHostPort.NO_PORT;
    }
  }

  private static Optional<TextRule.Violation> check(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("sip:")
        || text.toLowerCase(Locale.ROOT).startsWith("sips:")) {
      return uri(text);
    }
    try {
      List<String> obstacles = SipHostPort.parse(text).obstacles();
      return obstacles.isEmpty()
          ? Optional.empty()
          : violation(obstacles.get(0), "Correct the address or the port");
    } catch (SipSyntaxException e) {
      return violation(RULE + ": " + e.getMessage(), "Write it like sip.carrier.example:5060");
    }
  }

  private static Optional<TextRule.Violation> uri(String text) {
    try {
      return violation(RULE + ", not a URI", "Write " + SipUri.parse(text).hostPort());
    } catch (SipSyntaxException e) {
      return violation(RULE + ", not a URI", "Write it like sip.carrier.example:5060");
    }
  }
}
