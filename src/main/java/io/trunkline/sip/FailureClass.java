package io.trunkline.sip;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a check did not end well; {@code docs/sip-checks.md} says what to do about each. */
public enum FailureClass {
  /** No address for the host. */
  DNS,
  /** Silence: no answer in time. */
  TIMEOUT,
  /** ICMP, refused, reset or closed. */
  UNREACHABLE,
  /** The TLS handshake or the certificate. */
  TLS,
  /** 401 or 407: credentials missing or refused. */
  AUTH,
  /** A challenge in no scheme, algorithm or qop of ours. */
  UNSUPPORTED_AUTH,
  /** 403. */
  FORBIDDEN,
  /** 404, 410, 484, 485 or 604: the user or domain is unknown there. */
  NOT_FOUND,
  /** Any other 4xx. */
  REJECTED,
  /** 480, 486, 600: known there, not available now. */
  BUSY,
  /** 405 or 501: reachable, but the wrong question for this peer. */
  NOT_SUPPORTED,
  /** 3xx. */
  REDIRECT,
  /** 5xx. */
  SERVER_ERROR,
  /** Any other 6xx. */
  GLOBAL_FAILURE,
  /** Only answers came that are no SIP. */
  MALFORMED,
  /** Something of ours: no socket, an unreadable file, the rate bound, a stop. */
  INTERNAL;

  /** The word in JSON, metrics and reports. */
  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
