package io.trunkline.simulator.traffic;

import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The call logs of all organizations; one is made anew when its trunks or settings have changed.
 */
public final class Traffic {
  private final Map<Org, Known> known = new WeakHashMap<>();

  private static final class Known {
    List<Entity> trunks = List.of();
    Settings settings = Settings.defaults();
    CallLog log = new CallLog(List.of(), 0);
    long asked;
  }

  /** An organization's log. */
  public CallLog log(Org org) {
    Known one = known.computeIfAbsent(org, missing -> new Known());
    List<Entity> trunks = org.all(Kind.TRUNK);
    if (one.settings != org.settings() || !one.trunks.equals(trunks)) {
      one.settings = org.settings();
      one.trunks = trunks;
      one.log = new CallLog(CallLog.trunks(trunks, one.settings), CallLog.since(one.settings));
    }
    return one.log;
  }

  /** Queries that the organization has answered. */
  public long asked(Org org) {
    return known.computeIfAbsent(org, missing -> new Known()).asked;
  }

  /** Counts one more query. */
  public void answered(Org org) {
    known.computeIfAbsent(org, missing -> new Known()).asked++;
  }
}
