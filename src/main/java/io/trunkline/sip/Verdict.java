package io.trunkline.sip;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trunkline.sip.transport.TlsReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check found. Two facts are told apart: <em>reachable</em>, a well-formed answer of this
 * transaction came; <em>accepted</em>, it was the wanted one.
 *
 * @param at when the check began
 * @param target the URI asked for, the key of histories
 * @param transport udp, tcp or tls once known
 * @param outcome ok, failed or unknown
 * @param accepted registered, or answered as the alive rule wants it
 * @param failure why not, null when ok
 * @param text one sentence for people: what was seen and what it means
 * @param status of the last final answer
 * @param reason of the last final answer
 * @param server what the peer calls itself (Server or User-Agent)
 * @param retryAfterSeconds what the peer asked us to wait
 * @param redirects targets of a 3xx, best first
 * @param attempts each server tried, in order
 * @param warnings what was good enough for the outcome and still wants attention
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
    Instant at,
    String target,
    CheckMethod method,
    @Nullable String transport,
    Outcome outcome,
    boolean reachable,
    boolean accepted,
    @Nullable FailureClass failure,
    String text,
    @Nullable Integer status,
    @Nullable String reason,
    @Nullable String server,
    Timing timing,
    Traffic traffic,
    Path path,
    @Nullable DigestUse digest,
    @Nullable Registration registration,
    @Nullable TlsReport tls,
    @Nullable Integer retryAfterSeconds,
    List<String> redirects,
    List<Attempt> attempts,
    List<String> warnings) {

  /**
   * Durations in milliseconds on a monotonic clock.
   *
   * @param startDelay how much later than planned the check began
   * @param dns look-ups
   * @param connect last TCP handshake, 0 on UDP
   * @param tls last TLS handshake, 0 without TLS
   * @param first first copy of the last server's first request to its first answer
   * @param last the same to the last final answer
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Timing(
      double startDelay,
      double dns,
      double connect,
      double tls,
      @Nullable Double first,
      @Nullable Double last) {}

  /**
   * Counts over all servers tried.
   *
   * @param requests different requests, challenged copies included
   * @param copies messages sent, retransmissions included
   * @param retransmissions copies beyond the first of each request
   * @param provisional status codes below 200 in order
   * @param strays answers that belong to no request of ours
   * @param malformed messages that are no SIP
   */
  public record Traffic(
      int requests,
      int copies,
      int retransmissions,
      List<Integer> provisional,
      int strays,
      int malformed) {}

  /**
   * Addresses as {@code host:port}.
   *
   * @param local ours
   * @param remote the server's
   * @param seen ours as the peer saw it (received and rport of RFC 3581)
   * @param nat whether seen differs from local
   * @param answeredFrom where the answer came from, only when it was not the server's address
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Path(
      @Nullable String local,
      @Nullable String remote,
      @Nullable String seen,
      @Nullable Boolean nat,
      @Nullable String answeredFrom) {}

  /** The digest answered with. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DigestUse(String realm, String algorithm, @Nullable String qop) {}

  /**
   * What a 2xx to REGISTER told.
   *
   * @param askedSeconds 0 for a query
   * @param grantedSeconds for our own binding, null for a query or when it is missing
   * @param contacts all bindings as sent, ours included
   * @param ownBinding whether ours is among them, null for a query
   * @param removal how the unregister went: removed, failed with the reason, null for a query
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Registration(
      int askedSeconds,
      @Nullable Integer grantedSeconds,
      List<String> contacts,
      @Nullable Boolean ownBinding,
      @Nullable String removal) {}

  /** One server tried. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Attempt(
      String server,
      String remote,
      String transport,
      @Nullable Integer status,
      @Nullable FailureClass failure,
      String text,
      double millis) {}
}
