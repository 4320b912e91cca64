package io.trunkline.check;

import io.trunkline.connection.Connection;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.history.CheckKey;
import io.trunkline.sip.schedule.ConnectionCheckTargets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells whose server a check asked: the connections that name it. Thread-safe. */
public final class TrunksOfChecks {
  private final Supplier<List<WatchedTrunk>> trunks;
  private List<WatchedTrunk> indexed = List.of();
  private Map<CheckKey, List<WatchedTrunk>> index = Map.of();

  /**
   * With whom to ask.
   *
   * @param trunks asked each time
   */
  public TrunksOfChecks(Supplier<List<WatchedTrunk>> trunks) {
    this.trunks = trunks;
  }

  /** The trunks that a check tells of; empty for a server of no connection. */
  public List<WatchedTrunk> of(Verdict verdict) {
    return watched().getOrDefault(CheckKey.of(verdict), List.of());
  }

  private synchronized Map<CheckKey, List<WatchedTrunk>> watched() {
    List<WatchedTrunk> now = trunks.get();
    if (!now.equals(indexed)) {
      index = index(now);
      indexed = now;
    }
    return index;
  }

  /** As the schedule derives them; only whether there is an account matters, not its password. */
  private static Map<CheckKey, List<WatchedTrunk>> index(List<WatchedTrunk> trunks) {
    Map<CheckKey, List<WatchedTrunk>> found = new HashMap<>();
    for (WatchedTrunk trunk : trunks) {
      List<Connection> one = List.of(trunk.connection());
      for (CheckRequest request :
          new ConnectionCheckTargets(() -> one, any -> Optional.of(""), CheckTiming.DEFAULT)
              .targets()) {
        CheckKey key = new CheckKey(request.target().uri(), request.method());
        found.computeIfAbsent(key, none -> new ArrayList<>()).add(trunk);
      }
    }
    return found;
  }
}
