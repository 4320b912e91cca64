package io.trunkline.sip;

import io.trunkline.sip.message.SipResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a final answer, silence or a broken way means (RFC 3261 section 21, RFC 4320). */
final class AnswerRules {
  private AnswerRules() {}

  /** The class of a status from 300 on. */
  static FailureClass classOf(int status) {
    return switch (status) {
      case 401, 407 -> FailureClass.AUTH;
      case 403 -> FailureClass.FORBIDDEN;
      case 404, 410, 484, 485, 604 -> FailureClass.NOT_FOUND;
      case 405, 501 -> FailureClass.NOT_SUPPORTED;
      case 480, 486, 600 -> FailureClass.BUSY;
      default ->
          switch (status / 100) {
            case 3 -> FailureClass.REDIRECT;
            case 4 -> FailureClass.REJECTED;
            case 5 -> FailureClass.SERVER_ERROR;
            default -> FailureClass.GLOBAL_FAILURE;
          };
    };
  }

  /** The finding for a final answer to this check. */
  static Finding answered(CheckRequest request, SipResponse response) {
    int status = response.status();
    String said = status + (response.reason().isEmpty() ? "" : " " + response.reason());
    if (status < 300) {
      return Finding.ok(status, said);
    }
    boolean alive =
        request.method() == CheckMethod.OPTIONS && request.policy().alive().accepts(status);
    if (alive) {
      return Finding.ok(status, said + ": the peer is alive, although it does not say yes");
    }
    Finding finding = Finding.failed(classOf(status), status, said + meaning(status));
    return status == 503 ? finding.orNextServer() : finding;
  }

  private static String meaning(int status) {
    return switch (classOf(status)) {
      case FORBIDDEN -> ": reachable, but this user or address is not allowed";
      case NOT_FOUND -> ": reachable, but it does not know this user or domain";
      case NOT_SUPPORTED -> ": reachable, but it does not serve this method; try the other one";
      case BUSY -> ": reachable, known there, not available now";
      case REDIRECT -> ": reachable, it sends us elsewhere";
      case SERVER_ERROR -> ": reachable, but it or something behind it has a fault";
      default -> ": reachable, but refused";
    };
  }

  /** The finding for silence, which does not prove that the peer is down. */
  static Finding silent(Observations seen, Duration deadline, boolean cutShort) {
    String waited =
        cutShort
            ? "no final answer within the deadline of " + deadline.toMillis() + " ms"
            : "no final answer within Timer F (64 x T1)";
    String text = waited + ", " + seen.copies() + " messages sent";
    if (seen.malformed() > 0 && seen.strays() == 0) {
      return Finding.failed(
          FailureClass.MALFORMED,
          null,
          text + "; " + seen.malformed() + " came that are no SIP: " + seen.lastMalformed());
    }
    String hint =
        seen.strays() > 0
            ? "; " + seen.strays() + " answers came that match no request of ours"
            : "; a dead peer, a lost route and an allow list that drops us all look like this";
    return Finding.failed(FailureClass.TIMEOUT, null, text + hint).orNextServer();
  }

  /** The finding for challenges that cannot be met. */
  static Finding unmet(FailureClass failure, @Nullable Integer status, boolean known, String text) {
    return known ? Finding.failed(failure, status, text) : Finding.unknown(failure, status, text);
  }
}
