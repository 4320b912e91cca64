package io.trunkline.provisioning;

import io.trunkline.connection.Connection;
import io.trunkline.run.Run;
import io.trunkline.run.Run.ConnectionState;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.run.RunStore.RunQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The connections that runs have made: each as its newest run describes it, unless that run was
 * rolled back. Asked with every check, and thousands they may be: runs are looked at again only
 * when one has come or ended (of another node, a second later), and the spec of a run is read once.
 * Thread-safe.
 */
public final class KnownConnections {
  private static final int PAGE = 200;
  private static final Duration OTHERS_UNSEEN = Duration.ofSeconds(1);

  private final RunStore runs;
  private final ConnectionJson json;
  private final InstantSource clock;

  /** The connections of the runs that tell of one which no newer run does. */
  private Map<String, List<Connection>> read = Map.of();

  private List<Known> known = List.of();
  private long changes = -1;
  private String mark = "";
  private Instant marked = Instant.MIN;

  /** With where runs are kept, and a clock for what other nodes do. */
  public KnownConnections(RunStore runs, ConnectionJson json, InstantSource clock) {
    this.runs = runs;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A connection and whose it is.
   *
   * @param org the configured org that its run was made on
   */
  public record Known(String org, Connection connection) {}

  /** One connection's name, which two orgs may have in common. */
  private record Name(String org, String connection) {}

  /** The connections of one org, or of all when none is named. */
  public List<Connection> connections(@Nullable String org) {
    return known().stream()
        .filter(one -> org == null || one.org().equals(org))
        .map(Known::connection)
        .toList();
  }

  /** All connections, and whose they are; the same list until something changes. */
  public synchronized List<Known> known() {
    long mine = runs.changes();
    Instant now = clock.instant();
    // Also when the clock was set back.
    boolean old = Duration.between(marked, now).abs().compareTo(OTHERS_UNSEEN) >= 0;
    if (mine != changes || old) {
      String newest = runs.mark();
      if (mine != changes || !newest.equals(mark)) {
        known = look();
      }
      changes = mine;
      mark = newest;
      marked = now;
    }
    return known;
  }

  private List<Known> look() {
    Map<Name, Known> found = new LinkedHashMap<>();
    Map<String, List<Connection>> used = new HashMap<>();
    for (List<Run> page = page(null); !page.isEmpty(); page = page(last(page))) {
      for (Run run : page) {
        add(run, found, used);
      }
    }
    read = used;
    return List.copyOf(found.values());
  }

  private static String last(List<Run> page) {
    return page.get(page.size() - 1).id();
  }

  private List<Run> page(@Nullable String before) {
    return runs.list(new RunQuery(null, before, PAGE));
  }

  /** Runs come newest first: what is known already stays. */
  private void add(Run run, Map<Name, Known> found, Map<String, List<Connection>> used) {
    Set<String> missing =
        run.states().stream()
            .filter(state -> stands(run, state))
            .map(ConnectionState::connection)
            .filter(name -> !found.containsKey(new Name(run.org(), name)))
            .collect(Collectors.toSet());
    if (missing.isEmpty()) {
      return;
    }
    List<Connection> earlier = read.get(run.id());
    List<Connection> all = earlier == null ? read(run) : earlier;
    used.put(run.id(), all);
    for (Connection connection : all) {
      if (missing.contains(connection.name())) {
        found.put(new Name(run.org(), connection.name()), new Known(run.org(), connection));
      }
    }
  }

  private static boolean stands(Run run, ConnectionState state) {
    return run.state() != RunState.ROLLED_BACK && state.state() != RunState.ROLLED_BACK;
  }

  private List<Connection> read(Run run) {
    return json.read(runs.document(run.id()).orElseThrow().connections());
  }
}
