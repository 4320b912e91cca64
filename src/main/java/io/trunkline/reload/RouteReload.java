package io.trunkline.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the route files and Kamelets, and lets the service do what they say. A file that cannot
 * be used is left out with its reason, and what ran of it before goes on; the others are taken
 * over. A change counts when two looks in a row see the same, so that an editor may truncate and
 * write.
 */
public final class RouteReload extends ServiceSupport {
  private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

  private final CamelContext context;
  private final RouteFolder folder;
  private final RoutesHeld held;
  private final ReloadSettings settings;
  private final Clock clock;
  private final RouteReader reader;
  private final RouteCheck check;
  private final RouteSwap swap;
  private final ScheduledExecutorService looks;

  private Map<String, RouteFile> seen = Map.of();
  private Map<String, RouteFile> judged = Map.of();
  private Map<String, RouteDraft> running = Map.of();
  private volatile boolean exchanging;
  private volatile RouteStatus told = RouteStatus.NONE;

  /**
   * With the context whose routes are exchanged.
   *
   * @param home the folder that holds {@code routes/} and {@code kamelets/}
   * @param held whoever must not lose a route in the midst of work
   */
  public RouteReload(
      CamelContext context, Path home, RoutesHeld held, ReloadSettings settings, Clock clock) {
    this.context = context;
    this.folder = new RouteFolder(home);
    this.held = held;
    this.settings = settings;
    this.clock = clock;
    this.reader = new RouteReader(context);
    this.check = new RouteCheck(context);
    this.swap = new RouteSwap(context, settings.patience(), held::endWaits);
    this.looks =
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "route-reload");
  }

  /** What runs, and what was left out. */
  public RouteStatus status() {
    return told;
  }

  /** Whether routes are missing at this moment, because they are being exchanged. */
  public boolean isExchanging() {
    return exchanging;
  }

  /** Takes what is there now for what runs, as the start has just loaded it. */
  @Override
  protected void doStart() throws IOException {
    seen = folder.read();
    judged = seen;
    Map<String, RouteDraft> drafts = new TreeMap<>();
    for (RouteFile file : seen.values()) {
      read(file, drafts);
    }
    running = drafts;
    publish(List.of(), clock.instant());
    long interval = settings.interval().toMillis();
    if (interval > 0) {
      var unused =
          looks.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  protected void doStop() {
    context.getExecutorServiceManager().shutdownGraceful(looks);
  }

  private void look() {
    try {
      Map<String, RouteFile> now = folder.read();
      if (!now.equals(seen)) {
        seen = now;
      } else if (!now.equals(judged) && take(now)) {
        judged = now;
      }
    } catch (IOException e) {
      LOG.debug("route files change at this moment: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("route files could not be taken over", e);
    }
  }

  /** Takes over what can be; false when runs under way did not come to a step's end in time. */
  private boolean take(Map<String, RouteFile> files) {
    Map<String, RouteDraft> wanted = new TreeMap<>();
    List<RouteProblem> problems = new ArrayList<>();
    for (RouteFile file : files.values()) {
      problems.addAll(read(file, wanted));
    }
    List<RouteProblem> found = check.problems(wanted.values());
    while (!found.isEmpty()) {
      problems.addAll(found);
      if (!leaveOut(found, wanted)) {
        break;
      }
      found = check.problems(wanted.values());
    }
    if (found.isEmpty() && !RouteSwap.changed(running, wanted).isEmpty()) {
      if (!held.hold(settings.patience())) {
        LOG.warn("changed routes wait: a step is under way for more than {}", settings.patience());
        return false;
      }
      try {
        exchange(wanted, problems);
      } finally {
        held.free();
      }
    }
    tell(problems);
    return true;
  }

  /** A file that cannot be read stands as it ran before. */
  private List<RouteProblem> read(RouteFile file, Map<String, RouteDraft> into) {
    try {
      into.put(file.name(), reader.read(file));
      return List.of();
    } catch (RouteRefusal e) {
      RouteDraft before = running.get(file.name());
      if (before != null) {
        into.put(file.name(), before);
      }
      return e.problems();
    }
  }

  /**
   * Puts what ran before in the place of files with problems; false when nothing is left to try.
   */
  private boolean leaveOut(List<RouteProblem> problems, Map<String, RouteDraft> wanted) {
    boolean changed = false;
    for (RouteProblem problem : problems) {
      String file = String.valueOf(problem.file());
      RouteDraft before = running.get(file);
      RouteDraft now = before == null ? wanted.remove(file) : wanted.put(file, before);
      changed |= now != null && (before == null || !now.file().equals(before.file()));
    }
    return changed;
  }

  private void exchange(Map<String, RouteDraft> wanted, List<RouteProblem> problems) {
    Set<String> changed = RouteSwap.changed(running, wanted);
    long began = System.nanoTime();
    exchanging = true;
    try {
      swap.exchange(running, wanted);
      running = wanted;
      LOG.info(
          "routes exchanged in {} ms: {}",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
          String.join(", ", changed));
    } catch (RouteRefusal e) {
      problems.addAll(e.problems());
    } finally {
      exchanging = false;
    }
  }

  private void tell(List<RouteProblem> problems) {
    problems.forEach(problem -> LOG.error("{}; what ran before goes on", problem));
    publish(problems, clock.instant());
  }

  private void publish(List<RouteProblem> problems, Instant at) {
    told =
        new RouteStatus(
            running.values().stream()
                .map(
                    draft ->
                        new RouteStatus.File(
                            draft.file().name(), draft.ids().stream().sorted().toList()))
                .collect(Collectors.toList()),
            problems,
            at);
  }
}
