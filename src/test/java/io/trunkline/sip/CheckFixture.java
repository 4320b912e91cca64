package io.trunkline.sip;

import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.transaction.TransactionTimers;
import io.trunkline.sip.transport.TlsReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A checker with quick timers, so that silence takes a tenth of a second and not 32. */
final class CheckFixture implements AutoCloseable {
  static final Credentials PROBE = new Credentials("probe", "s3cret");
  static final CheckTiming QUICK =
      new CheckTiming(
          TransactionTimers.of(Duration.ofMillis(20), Duration.ofMillis(160)),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  final MemoryBindingJournal journal = new MemoryBindingJournal(Clock.systemUTC());
  final SipChecker checker = new SipChecker(SipCheckerOptions.DEFAULT.unpaced(), journal);

  Verdict options(CheckTarget target) {
    return run(CheckRequest.of(target, CheckMethod.OPTIONS).with(QUICK));
  }

  Verdict register(CheckTarget target) {
    return run(CheckRequest.of(target, CheckMethod.REGISTER).with(QUICK).with(PROBE));
  }

  Verdict run(CheckRequest request) {
    return checker.check(request).orTimeout(30, TimeUnit.SECONDS).join();
  }

  static Verdict.Registration registration(Verdict verdict) {
    return Objects.requireNonNull(verdict.registration(), verdict.text());
  }

  static Verdict.DigestUse digest(Verdict verdict) {
    return Objects.requireNonNull(verdict.digest(), verdict.text());
  }

  static TlsReport tls(Verdict verdict) {
    return Objects.requireNonNull(verdict.tls(), verdict.text());
  }

  @Override
  public void close() {
    checker.close();
  }
}
