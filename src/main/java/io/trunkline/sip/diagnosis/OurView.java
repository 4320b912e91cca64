package io.trunkline.sip.diagnosis;

import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What our own check says about a peer, as the truth table needs it. */
public enum OurView {
  /** The wanted answer came. */
  UP,
  /** It challenges and does not take our credentials, or we have none to give. */
  CREDENTIALS_REFUSED,
  /** It answers, and does not want this user, domain or address. */
  TURNED_AWAY,
  /** It answers, and has a fault, is busy or does not serve the method. */
  FAULTY,
  /** The TLS handshake or the certificate failed. */
  TLS_BROKEN,
  /** Nothing came back. */
  SILENT,
  /** No address, or the way is refused. */
  UNREACHABLE,
  /** No check, an old one, or one that could not be made. */
  UNKNOWN;

  /**
   * The view that a verdict gives.
   *
   * @param verdict the latest of the target, or null
   * @param maxAge an older verdict says nothing
   */
  public static OurView of(@Nullable Verdict verdict, Instant now, Duration maxAge) {
    if (verdict == null || verdict.at().plus(maxAge).isBefore(now)) {
      return UNKNOWN;
    }
    FailureClass failure = verdict.failure();
    if (failure == null) {
      return verdict.outcome() == Outcome.OK ? UP : UNKNOWN;
    }
    return switch (failure) {
      case AUTH, UNSUPPORTED_AUTH -> CREDENTIALS_REFUSED;
      case FORBIDDEN, NOT_FOUND, REJECTED -> TURNED_AWAY;
      case BUSY, NOT_SUPPORTED, REDIRECT, SERVER_ERROR, GLOBAL_FAILURE, MALFORMED -> FAULTY;
      case TLS -> TLS_BROKEN;
      case TIMEOUT -> SILENT;
      case DNS, UNREACHABLE -> UNREACHABLE;
      case INTERNAL -> UNKNOWN;
    };
  }
}
