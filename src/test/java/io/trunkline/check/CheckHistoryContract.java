package io.trunkline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.trunkline.sip.history.CheckKey;
import io.trunkline.sip.history.CheckPoint;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What checks found is there again after a restart, on every database. */
abstract class CheckHistoryContract {
  private static final Duration LONG = Duration.ofDays(7);

  abstract Store store();

  /** Closes the store and opens it again, as another process would. */
  abstract void restart();

  @Test
  void everythingIsThereAfterARestart() {
    Verdict ok = check("carrier", "carrier");
    Verdict refused = check("carrier", "wrong");
    Verdict silent = silent();
    CheckKey key = CheckKey.of(ok);
    StoredCheckHistory before = history(LONG, Clock.systemUTC());
    assertThat(before.add(ok)).isEmpty();
    assertThat(before.add(refused)).contains(ok);
    before.add(silent);
    List<CheckPoint> points = before.points(key);
    assertThat(points).hasSize(2);
    awaitPoints(before, CheckKey.of(silent), 1);

    restart();
    StoredCheckHistory after = history(LONG, Clock.systemUTC());
    assertThat(after.latest()).containsExactlyInAnyOrder(refused, silent);
    assertThat(after.points(key)).isEqualTo(points);
    assertThat(after.points(CheckKey.of(silent))).singleElement().matches(p -> !p.answered());
    assertThat(after.points(key, ok.at(), refused.at())).isEqualTo(points.subList(0, 1));
    assertThat(after.add(ok)).contains(refused);
  }

  @Test
  void aStopLosesNothing() {
    Verdict ok = check("carrier", "carrier");
    StoredCheckHistory before = history(LONG, Clock.systemUTC());
    before.start();
    before.add(ok);
    before.stop();

    restart();
    assertThat(history(LONG, Clock.systemUTC()).latest(CheckKey.of(ok))).contains(ok);
  }

  @Test
  void whatIsOldIsDeletedAndTheLatestStays() {
    Verdict old = check("carrier", "wrong");
    CheckKey key = CheckKey.of(old);
    StoredCheckHistory now = history(LONG, Clock.systemUTC());
    now.add(old);
    awaitPoints(now, key, 1);
    Clock later = Clock.fixed(old.at().plus(LONG).plus(Duration.ofDays(1)), ZoneOffset.UTC);
    StoredCheckHistory cleaning = history(LONG, later);
    cleaning.add(silent());
    await().until(() -> cleaning.points(key, Instant.EPOCH, later.instant()).isEmpty());
    assertThat(history(LONG, later).latest(key)).contains(old);
  }

  private static void awaitPoints(StoredCheckHistory history, CheckKey key, int atLeast) {
    await()
        .until(
            () ->
                history.points(key, Instant.EPOCH, Instant.now().plusSeconds(60)).size()
                    >= atLeast);
  }

  private StoredCheckHistory history(Duration keep, Clock clock) {
    return new StoredCheckHistory(store(), 50, keep, clock);
  }

  private static Verdict check(String user, String password) {
    try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT);
        SipChecker checker = checker()) {
      CheckTarget target =
          CheckTarget.parse("sip:" + user + "@127.0.0.1:" + carrier.port())
              .inDomain("carrier.test");
      Verdict verdict =
          checker
              .check(
                  CheckRequest.of(target, CheckMethod.REGISTER)
                      .with(new Credentials(user, password)))
              .join();
      return at("sip:carrier@carrier.test", verdict);
    }
  }

  private static Verdict silent() {
    try (SipChecker checker = checker()) {
      return checker
          .check(
              CheckRequest.of(CheckTarget.parse("sip:127.0.0.1:9"), CheckMethod.OPTIONS)
                  .with(CheckTiming.DEFAULT.within(Duration.ofMillis(50))))
          .join();
    }
  }

  /** The same verdict under one name, since each carrier has a port of its own. */
  private static Verdict at(String target, Verdict v) {
    return new Verdict(
        v.at(),
        target,
        v.method(),
        v.transport(),
        v.outcome(),
        v.reachable(),
        v.accepted(),
        v.failure(),
        v.text(),
        v.status(),
        v.reason(),
        v.server(),
        v.timing(),
        v.traffic(),
        v.path(),
        v.digest(),
        v.registration(),
        v.tls(),
        v.retryAfterSeconds(),
        v.redirects(),
        v.attempts(),
        v.warnings());
  }

  private static SipChecker checker() {
    return new SipChecker(SipCheckerOptions.DEFAULT, new MemoryBindingJournal(Clock.systemUTC()));
  }
}
