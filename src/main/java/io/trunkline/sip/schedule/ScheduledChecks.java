package io.trunkline.sip.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.history.CheckHistory;
import io.trunkline.sip.history.CheckMetrics;
import io.trunkline.sip.history.CheckRecorder;
import io.trunkline.sip.history.CheckStateListener;
import io.trunkline.sip.history.InMemoryCheckHistory;
import java.time.Duration;
import java.util.List;
import org.apache.camel.spi.Registry;

/** Binds the beans that routes/sip-checks.camel.yaml names. */
public final class ScheduledChecks {
  /** Name of the {@link CheckTargets} bean. */
  public static final String TARGETS = "checkTargets";

  /** Name of the {@link CheckRecorder} bean. */
  public static final String RECORDER = "checkRecorder";

  /** Name of the {@link CheckHistory} bean. */
  public static final String HISTORY = "checkHistory";

  /**
   * The settings.
   *
   * @param targets listed targets, see {@link ListedCheckTargets}
   * @param timeout for each check
   * @param points kept for each target and method
   */
  public record Settings(String targets, Duration timeout, int points) {}

  private ScheduledChecks() {}

  /**
   * Binds targets, history and recorder. A {@link CheckHistory} bean that is already there is used.
   *
   * @param further targets beside the listed ones, such as those of connections
   * @param listeners told of changes of state
   */
  public static void bind(
      Registry registry,
      Settings settings,
      List<CheckTargets> further,
      List<CheckStateListener> listeners) {
    CheckTiming timing = CheckTiming.DEFAULT.within(settings.timeout());
    List<CheckTargets> sources = new java.util.ArrayList<>();
    sources.add(new ListedCheckTargets(settings.targets(), timing));
    sources.addAll(further);
    registry.bind(TARGETS, CheckTargets.class, CheckTargets.all(sources));
    CheckHistory history = registry.findSingleByType(CheckHistory.class);
    if (history == null) {
      history = new InMemoryCheckHistory(settings.points());
      registry.bind(HISTORY, CheckHistory.class, history);
    }
    MeterRegistry meters = registry.findSingleByType(MeterRegistry.class);
    CheckMetrics metrics = new CheckMetrics(meters == null ? new SimpleMeterRegistry() : meters);
    registry.bind(RECORDER, new CheckRecorder(history, metrics, listeners));
  }
}
