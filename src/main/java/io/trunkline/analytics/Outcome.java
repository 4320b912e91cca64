package io.trunkline.analytics;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the set-up of a call ended. The network's effectiveness (ITU-T E.425 NER) leaves what people
 * decided out of the failures: busy, no answer, declined, given up. What answered them worked.
 */
public enum Outcome {
  /** Somebody or something answered. */
  CONNECTED(1),
  /** The network, the carrier or a setting kept it from being set up. */
  FAILED(2),
  /** It rang, or was busy or declined, and nobody answered. */
  UNANSWERED(3),
  /** Not known yet: the call lasts and nobody answered so far. */
  UNDER_WAY(4);

  /**
   * 480 temporarily unavailable, 486 busy, 487 cancelled, 600 busy everywhere, 603 decline (RFC
   * 3261).
   */
  private static final Set<Integer> PEOPLE_SIP = Set.of(480, 486, 487, 600, 603);

  /**
   * 16 normal clearing, 17 busy, 18 no user responding, 19 no answer, 21 rejected, 31 normal (ITU-T
   * Q.850).
   */
  private static final Set<Integer> PEOPLE_Q850 = Set.of(16, 17, 18, 19, 21, 31);

  private static final Set<String> BROKEN = Set.of("error", "transportfailure", "uncallable");
  private static final int SIP_FAILURE = 400;

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** As stored. */
  int code() {
    return code;
  }

  /**
   * The outcome of a leg. The SIP code decides before the Q.850 cause, that before the disconnect
   * type: the API's codes are what the carrier said, its disconnect type is a summary.
   */
  public static Outcome of(ConversationLeg leg) {
    if (leg.answered() != null) {
      return CONNECTED;
    }
    if (leg.ended() == null) {
      return UNDER_WAY;
    }
    return unanswered(leg.sipCode(), leg.q850(), leg.disconnectType());
  }

  private static Outcome unanswered(
      @Nullable Integer sip, @Nullable Integer q850, @Nullable String disconnect) {
    if (sip != null && sip >= SIP_FAILURE) {
      return PEOPLE_SIP.contains(sip) ? UNANSWERED : FAILED;
    }
    if (q850 != null && q850 > 0) {
      return PEOPLE_Q850.contains(q850) ? UNANSWERED : FAILED;
    }
    return disconnect != null && BROKEN.contains(disconnect.toLowerCase(java.util.Locale.ROOT))
        ? FAILED
        : UNANSWERED;
  }
}
