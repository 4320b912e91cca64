package io.trunkline.sip.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verdicts as meters: per target {@code trunkline.sip.check.up} (1, 0, NaN when unknown), {@code
 * .rtt.seconds}, {@code .certificate.end.seconds}; over all targets a counter by outcome and
 * failure and a timer of round trips. No Call-ID and no reason text is ever a label.
 */
public final class CheckMetrics {
  private static final double MILLIS_PER_SECOND = 1000;

  private final MeterRegistry registry;
  private final Timer roundTrips;
  private final Map<CheckKey, Readings> readings = new ConcurrentHashMap<>();

  /** Meters in this registry. */
  public CheckMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.roundTrips =
        Timer.builder("trunkline.sip.check.round.trip")
            .description("From the first copy to the first answer")
            .register(registry);
  }

  /** The latest values of one series; gauges read them. */
  private static final class Readings {
    private volatile double up = Double.NaN;
    private volatile double rttSeconds = Double.NaN;
    private volatile double certificateEnd = Double.NaN;
  }

  void record(Verdict verdict) {
    String failure = verdict.failure() == null ? "none" : verdict.failure().token();
    Counter.builder("trunkline.sip.checks")
        .description("SIP checks made")
        .tags("outcome", verdict.outcome().token(), "failure", failure)
        .register(registry)
        .increment();
    Readings now = readings.computeIfAbsent(CheckKey.of(verdict), this::register);
    now.up =
        verdict.outcome() == Outcome.UNKNOWN ? Double.NaN : verdict.outcome() == Outcome.OK ? 1 : 0;
    Double first = verdict.timing().first();
    now.rttSeconds = first == null ? Double.NaN : first / MILLIS_PER_SECOND;
    if (first != null) {
      roundTrips.record(Duration.ofNanos((long) (first * 1e6)));
    }
    if (verdict.tls() != null) {
      now.certificateEnd = verdict.tls().notAfter().getEpochSecond();
    }
  }

  private Readings register(CheckKey key) {
    Readings fresh = new Readings();
    Tags tags = Tags.of("target", key.target(), "method", key.method().name());
    Gauge.builder("trunkline.sip.check.up", fresh, r -> r.up)
        .description("1 ok, 0 failed, NaN unknown")
        .tags(tags)
        .register(registry);
    Gauge.builder("trunkline.sip.check.rtt.seconds", fresh, r -> r.rttSeconds)
        .description("Last round trip to the first answer")
        .tags(tags)
        .register(registry);
    if (key.target().startsWith("sips:") || key.target().endsWith(";transport=tls")) {
      Gauge.builder("trunkline.sip.check.certificate.end.seconds", fresh, r -> r.certificateEnd)
          .description("End of the peer's certificate, seconds since 1970")
          .tags(tags)
          .register(registry);
    }
    return fresh;
  }
}
