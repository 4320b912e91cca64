package io.trunkline.gate;

import io.trunkline.gate.GateFinding.Level;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;

/**
 * What a verdict means for a trunk of BYOC Cloud: its servers must be reachable, and over TLS show
 * a chain of a public authority, valid, naming the host, with TLS 1.2 (genesys-api fact sheet 1).
 */
final class Judgement {
  private static final String REACH =
      "Check sipServers, transport and port with the carrier, and whether it allows this machine's"
          + " address; trunkline.gate = warn goes on all the same.";
  private static final String TLS =
      "BYOC Cloud needs TLS 1.2 and a certificate of a public authority that names the SIP server"
          + " and has not ended: ask the carrier for one. Premises edges also trust what certificateAuthorities names.";
  private static final String FAULT = "Ask the carrier what this answer means.";
  private static final String ACCOUNT =
      "Compare user name, password and realm of the trunk with the carrier's account.";

  private Judgement() {}

  static GateFinding of(Verdict verdict) {
    return verdict.method() == CheckMethod.OPTIONS ? server(verdict) : account(verdict);
  }

  private static GateFinding server(Verdict verdict) {
    if (verdict.outcome() == Outcome.UNKNOWN) {
      return finding(verdict, Level.UNKNOWN, verdict.text(), REACH);
    }
    if (!verdict.reachable()) {
      boolean tls = verdict.failure() == FailureClass.TLS;
      return finding(verdict, Level.FAILED, verdict.text(), tls ? TLS : REACH);
    }
    if (verdict.outcome() != Outcome.OK) {
      return finding(verdict, Level.WARNING, verdict.text(), FAULT);
    }
    return verdict.warnings().isEmpty()
        ? finding(verdict, Level.OK, verdict.text(), "")
        : finding(
            verdict,
            Level.WARNING,
            String.join("; ", verdict.warnings()),
            "Tell the carrier before it matters.");
  }

  /** Not every carrier that takes calls takes registrations, so an account never decides. */
  private static GateFinding account(Verdict verdict) {
    return switch (verdict.outcome()) {
      case OK -> finding(verdict, Level.OK, verdict.text(), "");
      case FAILED -> finding(verdict, Level.WARNING, verdict.text(), ACCOUNT);
      case UNKNOWN -> finding(verdict, Level.UNKNOWN, verdict.text(), ACCOUNT);
    };
  }

  private static GateFinding finding(Verdict verdict, Level level, String text, String fix) {
    return new GateFinding(verdict.target(), verdict.method().name(), level, text, fix);
  }
}
