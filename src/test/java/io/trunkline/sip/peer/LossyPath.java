package io.trunkline.sip.peer;

import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.MemoryBindingJournal;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.transaction.TransactionTimers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs inside an own network namespace: registers at a carrier there and prints one line for each
 * verdict: outcome, failure, requests, retransmissions.
 */
final class LossyPath {
  /** Short enough for a test: Timer F at 12.8 s. */
  static final TransactionTimers TIMERS =
      TransactionTimers.of(Duration.ofMillis(200), Duration.ofMillis(1600));

  private LossyPath() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    int checks = Integer.parseInt(arguments[1]);
    CheckTiming timing =
        new CheckTiming(
            TIMERS, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(1));

    try (SipChecker checker =
            new SipChecker(
                SipCheckerOptions.DEFAULT.unpaced(), new MemoryBindingJournal(Clock.systemUTC()));
        SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT.withPort(port))) {
      CheckTarget target =
          CheckTarget.parse("sip:carrier@127.0.0.1:" + port).inDomain("carrier.test");
      CheckRequest request =
          CheckRequest.of(target, CheckMethod.REGISTER)
              .with(timing)
              .with(new Credentials("carrier", "carrier"));
      List<CompletableFuture<Verdict>> all = new ArrayList<>();
      for (int i = 0; i < checks; i++) {
        all.add(checker.check(request, Duration.ofSeconds(2)));
      }
      for (CompletableFuture<Verdict> one : all) {
        Verdict verdict = one.join();
        System.out.printf(
            "verdict %s %s %d %d %s%n",
            verdict.outcome().token(),
            verdict.failure() == null ? "-" : verdict.failure().token(),
            verdict.traffic().requests(),
            verdict.traffic().retransmissions(),
            verdict.text().replace(' ', '_'));
      }
      System.out.println("carrier on port " + carrier.port());
    }
  }
}
