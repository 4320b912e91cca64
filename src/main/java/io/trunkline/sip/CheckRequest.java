package io.trunkline.sip;

import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.transport.SipTransport;
import io.trunkline.sip.transport.TlsSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One check to be made.
 *
 * @param bindSeconds 0 to ask only; above 0 a REGISTER binds a Contact of ours for so many seconds
 *     and removes it afterwards
 * @param credentials for challenges, or null
 * @param localAddress our own address to send from, or null for the system's choice
 */
public record CheckRequest(
    CheckTarget target,
    CheckMethod method,
    int bindSeconds,
    @Nullable Credentials credentials,
    CheckTiming timing,
    AnswerPolicy policy,
    TlsSettings tls,
    @Nullable InetAddress localAddress) {

  /** Refuses what contradicts itself. */
  public CheckRequest {
    if (bindSeconds != 0 && method != CheckMethod.REGISTER) {
      throw new InvalidCheckException(
          "bind", method.name(), "only a REGISTER binds; leave bind out or ask for REGISTER");
    }
    if (bindSeconds < 0 || bindSeconds > 86_400) {
      throw new InvalidCheckException(
          "expires", String.valueOf(bindSeconds), "must be 1 to 86400 seconds");
    }
    SipTransport transport = target.transport();
    if (target.secure() && transport == SipTransport.UDP) {
      throw new InvalidCheckException(
          "transport", "udp", "sips: needs TLS on every hop (RFC 3261 26.2.2)");
    }
    if (timing.deadline().isNegative() || timing.deadline().isZero()) {
      throw new InvalidCheckException(
          "timeout", timing.deadline().toString(), "must be above zero");
    }
  }

  /** A check of this kind with every option at its default. */
  public static CheckRequest of(CheckTarget target, CheckMethod method) {
    return new CheckRequest(
        target,
        method,
        0,
        null,
        CheckTiming.DEFAULT,
        AnswerPolicy.DEFAULT,
        TlsSettings.DEFAULT,
        null);
  }

  /** The same check with these credentials. */
  public CheckRequest with(@Nullable Credentials other) {
    return new CheckRequest(target, method, bindSeconds, other, timing, policy, tls, localAddress);
  }

  /** The same check within this time. */
  public CheckRequest with(CheckTiming other) {
    return new CheckRequest(
        target, method, bindSeconds, credentials, other, policy, tls, localAddress);
  }

  /** The same check with another policy. */
  public CheckRequest with(AnswerPolicy other) {
    return new CheckRequest(
        target, method, bindSeconds, credentials, timing, other, tls, localAddress);
  }

  /** The same check with other TLS settings. */
  public CheckRequest with(TlsSettings other) {
    return new CheckRequest(
        target, method, bindSeconds, credentials, timing, policy, other, localAddress);
  }

  /** The same check of another target. */
  public CheckRequest with(CheckTarget other) {
    return new CheckRequest(
        other, method, bindSeconds, credentials, timing, policy, tls, localAddress);
  }

  /** The same check with a binding of so many seconds. */
  public CheckRequest binding(int seconds) {
    return new CheckRequest(
        target, method, seconds, credentials, timing, policy, tls, localAddress);
  }

  /** The same check sent from this address. */
  public CheckRequest from(@Nullable InetAddress other) {
    return new CheckRequest(target, method, bindSeconds, credentials, timing, policy, tls, other);
  }

  /** What is legal, yet probably not meant. */
  public List<String> warnings() {
    List<String> found = new ArrayList<>(1);
    boolean tlsTransport = target.secure() || target.transport() == SipTransport.TLS;
    if (tlsTransport && target.port() == 5060) {
      found.add("TLS to port 5060: its usual port is 5061 (RFC 3261 19.1.2)");
    }
    if (!tlsTransport && target.port() == 5061) {
      found.add("port 5061 without TLS: it is the usual port of TLS (RFC 3261 19.1.2)");
    }
    return found;
  }
}
