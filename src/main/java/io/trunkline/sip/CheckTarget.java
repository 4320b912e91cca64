package io.trunkline.sip;

import io.trunkline.connection.SipHostPort;
import io.trunkline.connection.SipSyntaxException;
import io.trunkline.connection.SipUri;
import io.trunkline.sip.transport.SipTransport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask.
 *
 * @param host name or address, an IPv6 address in brackets
 * @param port 0 when none was given: DNS decides, then the transport's default
 * @param transport null when none was given: DNS decides, then UDP
 * @param secure whether only TLS will do ({@code sips:})
 * @param user user part of the address of record or of the OPTIONS target, or null
 * @param domain the domain of the registrar, in the Request-URI and the address of record
 */
public record CheckTarget(
    String host,
    int port,
    @Nullable SipTransport transport,
    boolean secure,
    @Nullable String user,
    String domain) {

  /**
   * Reads {@code sip:[user@]host[:port][;transport=udp|tcp|tls]}, {@code sips:...} or the bare
   * {@code host[:port]}.
   *
   * @throws InvalidCheckException naming the value and the rule
   */
  public static CheckTarget parse(String text) {
    boolean bare =
        !text.regionMatches(true, 0, "sip:", 0, 4) && !text.regionMatches(true, 0, "sips:", 0, 5);
    try {
      SipUri uri = SipUri.parse(bare ? "sip:" + text : text);
      List<String> obstacles = new ArrayList<>(uri.obstacles());
      if (!uri.headers().isEmpty()) {
        obstacles.add("a target has no ?header part (RFC 3261 19.1.1)");
      }
      if (!obstacles.isEmpty()) {
        throw new InvalidCheckException("target", uri.toString(), obstacles.get(0));
      }
      return of(uri);
    } catch (SipSyntaxException e) {
      throw new InvalidCheckException("target", text, e.getMessage() + " (RFC 3261 25.1)");
    }
  }

  /** The target that a checked URI names. */
  static CheckTarget of(SipUri uri) {
    SipHostPort at = uri.hostPort();
    String name = uri.parameter("transport").map(SipUri.Parameter::value).orElse(null);
    SipTransport transport = null;
    if (name != null) {
      transport =
          SipTransport.named(name)
              .orElseThrow(
                  () ->
                      new InvalidCheckException(
                          "transport", name, "must be udp, tcp or tls; others are not checked"));
    }
    return new CheckTarget(at.host(), at.portOr(0), transport, uri.secure(), uri.user(), at.host());
  }

  /** The same target over this transport. */
  public CheckTarget over(SipTransport chosen) {
    return new CheckTarget(host, port, chosen, secure, user, domain);
  }

  /** The same target for another registrar domain. */
  public CheckTarget inDomain(String other) {
    return new CheckTarget(host, port, transport, secure, user, other);
  }

  /** The same target for another user; characters that a URI does not allow are escaped. */
  public CheckTarget forUser(String name) {
    return new CheckTarget(host, port, transport, secure, UserPart.escape(name), domain);
  }

  /** The host as DNS and sockets want it, without brackets. */
  public String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The URI that names this target in results, the same for every check of it. */
  public String uri() {
    StringBuilder text = new StringBuilder(secure ? "sips:" : "sip:");
    if (user != null) {
      text.append(user).append('@');
    }
    text.append(host);
    if (port != 0) {
      text.append(':').append(port);
    }
    if (transport != null && !secure) {
      text.append(";transport=").append(transport.token());
    }
    return text.toString();
  }
}
