package io.trunkline.alert;

import io.trunkline.analytics.InvalidQuery;
import io.trunkline.analytics.Series;
import io.trunkline.analytics.SeriesReader;
import io.trunkline.event.Outbox;
import io.trunkline.store.NodeLeases;
import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the series as the rules say, and tells what changed. States, history and what sinks are
 * told are one commit; of several nodes one looks, and a look that another one has overtaken is
 * thrown away: each change is told once.
 */
public final class AlertWatch {
  private static final String LEASE = "alerts";
  private static final int LOOKS_MISSED = 3;

  private final RuleFile file;
  private final SeriesReader reader;
  private final AlertTables tables;
  private final Store store;
  private final Outbox outbox;
  private final NodeLeases leases;
  private final Settings settings;
  private final Clock clock;

  /**
   * How it looks.
   *
   * @param every pause between two looks
   * @param keep how long the history is kept
   */
  public record Settings(Duration every, Duration keep) {}

  /** With what it looks at and whom it tells. */
  public AlertWatch(
      RuleFile file,
      SeriesReader reader,
      Store store,
      Outbox outbox,
      NodeLeases leases,
      Settings settings,
      Clock clock) {
    this.file = file;
    this.reader = reader;
    this.tables = new AlertTables(store);
    this.store = store;
    this.outbox = outbox;
    this.leases = leases;
    this.settings = settings;
    this.clock = clock;
  }

  /** One look, while it is made. */
  private static final class Look {
    private final Instant now;
    private final boolean unseen;
    private final Map<Alert.Key, Alert> before;
    private final Set<Alert.Key> covered = new HashSet<>();
    private final Map<Alert.Key, Alert> changed = new LinkedHashMap<>();
    private final List<AlertChange> told = new ArrayList<>();

    private Look(Instant now, boolean unseen, Map<Alert.Key, Alert> before) {
      this.now = now;
      this.unseen = unseen;
      this.before = before;
    }
  }

  /**
   * Looks once.
   *
   * @throws StoreUnavailable when the store does not answer; the next look makes up for it
   */
  public void look() {
    if (!leases.hold(LEASE, settings.every().multipliedBy(2))) {
      return;
    }
    Instant last = tables.looked();
    Instant now = Instant.ofEpochMilli(clock.millis());
    if (!now.isAfter(last)) {
      return;
    }
    boolean unseen =
        Duration.between(last, now).compareTo(settings.every().multipliedBy(LOOKS_MISSED)) > 0;
    Look look = new Look(now, unseen, tables.states());
    for (AlertRule rule : file.rules().rules()) {
      judge(rule, look);
    }
    endUncovered(look);
    boolean unused =
        store
            .commits()
            .commitDurably(
                write -> {
                  boolean ours = tables.look(write, last, now);
                  if (ours) {
                    tables.save(write, look.changed.values());
                    tables.add(write, look.told);
                    outbox.add(write, look.told.stream().map(AlertChange::told).toList());
                  }
                  return ours;
                });
  }

  private void judge(AlertRule rule, Look look) {
    List<Series> all;
    try {
      all = reader.read(rule.query(look.now));
    } catch (InvalidQuery nobodyOfThisName) {
      return;
    }
    for (Series series : all) {
      Alert.Key key = Alert.Key.of(rule, series.subject());
      look.covered.add(key);
      Alert known = look.before.get(key);
      AlertState stored = known == null ? AlertState.QUIET : known.state();
      AlertState before = look.unseen ? stored.unseen() : stored;
      Criterion.Judged judged =
          rule.criterion().judge(series.points(), rule.step().seconds(), look.now);
      // What was so before a time in which nobody looked proves nothing of that time.
      Instant began = judged.since() == null || look.unseen ? look.now : judged.since();
      Duration holds = rule.criterion().lasting().plus(rule.holds());
      AlertState after = before.after(judged.reading(), began, look.now, holds, rule.clear());
      if (!after.equals(stored)) {
        look.changed.put(key, new Alert(key, series.subject().name(), after, judged.value()));
      }
      if (after.firing() != stored.firing()) {
        look.told.add(change(rule, key, series.subject().name(), after.firing(), judged, look.now));
      }
    }
  }

  private static AlertChange change(
      AlertRule rule,
      Alert.Key key,
      String name,
      boolean firing,
      Criterion.Judged judged,
      Instant now) {
    return new AlertChange(
        key,
        name,
        firing,
        now,
        rule.severity(),
        judged.value(),
        rule,
        "%s: %s %s, %s%s"
            .formatted(
                rule.name(),
                rule.metric().token(),
                value(judged.value(), rule.metric().unit()),
                firing ? "" : "not ",
                rule.criterion().text()));
  }

  /** What fires of a rule that is gone, or that does not look at its subject any more, ends. */
  private static void endUncovered(Look look) {
    look.before.forEach(
        (key, alert) -> {
          if (!look.covered.contains(key)) {
            look.changed.put(key, new Alert(key, alert.name(), AlertState.QUIET, alert.value()));
            if (alert.state().firing()) {
              look.told.add(
                  new AlertChange(
                      key,
                      alert.name(),
                      false,
                      look.now,
                      Severity.INFO,
                      alert.value(),
                      null,
                      key.rule() + ": no rule looks at this any more"));
            }
          }
        });
  }

  private static String value(@Nullable Double value, String unit) {
    return value == null
        ? "was not seen"
        : "is "
            + BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString()
            + " "
            + unit;
  }

  /** Ends what is too old of the history. */
  public void forget() {
    Instant before = clock.instant().minus(settings.keep());
    boolean unused =
        store
            .commits()
            .commit(
                write -> {
                  tables.forget(write, before);
                  return true;
                });
  }
}
