package io.trunkline.provisioning;

import io.trunkline.connection.Connection;
import io.trunkline.run.Run;
import io.trunkline.run.Run.ConnectionState;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.run.RunStore.RunQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The connections that runs have made: each as its newest run describes it, unless that run was
 * rolled back. All runs are read again only when one of the newest has come or changed.
 */
public final class KnownConnections {
  private static final int PAGE = 200;

  private final RunStore runs;
  private final ConnectionJson json;
  private List<RunMark> seen = List.of();
  private List<Known> known = List.of();

  /** With where runs are kept. */
  public KnownConnections(RunStore runs, ConnectionJson json) {
    this.runs = runs;
    this.json = json;
  }

  /**
   * A connection and whose it is.
   *
   * @param org the configured org that its run was made on
   */
  public record Known(String org, Connection connection) {}

  private record RunMark(String id, RunState state) {}

  /** The connections of one org, or of all when none is named. */
  public List<Connection> connections(@Nullable String org) {
    return known().stream()
        .filter(one -> org == null || one.org().equals(org))
        .map(Known::connection)
        .toList();
  }

  /** All connections, and whose they are. */
  public synchronized List<Known> known() {
    List<Run> newest = page(null);
    List<RunMark> marks = newest.stream().map(run -> new RunMark(run.id(), run.state())).toList();
    if (!marks.equals(seen)) {
      known = read(newest);
      seen = marks;
    }
    return known;
  }

  private List<Known> read(List<Run> newest) {
    Map<String, Known> found = new LinkedHashMap<>();
    for (List<Run> page = newest; !page.isEmpty(); page = page(page.get(page.size() - 1).id())) {
      for (Run run : page) {
        add(run, found);
      }
    }
    return new ArrayList<>(found.values());
  }

  private List<Run> page(@Nullable String before) {
    return runs.list(new RunQuery(null, before, PAGE));
  }

  /** Runs come newest first: what is known already stays. */
  private void add(Run run, Map<String, Known> found) {
    Map<String, RunState> states =
        run.states().stream()
            .collect(Collectors.toMap(ConnectionState::connection, ConnectionState::state));
    for (Connection connection : json.read(run.connections())) {
      if (states.get(connection.name()) != RunState.ROLLED_BACK
          && run.state() != RunState.ROLLED_BACK) {
        found.putIfAbsent(run.org() + "\n" + connection.name(), new Known(run.org(), connection));
      }
    }
  }
}
