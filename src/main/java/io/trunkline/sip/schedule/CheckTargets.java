package io.trunkline.sip.schedule;

import io.trunkline.sip.CheckRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what to check now; asked at each turn of the schedule. */
@FunctionalInterface
public interface CheckTargets {

  /** The checks of one turn. */
  List<CheckRequest> targets();

  /** All of these together; of the same target and method only the first. */
  static CheckTargets all(List<CheckTargets> sources) {
    List<CheckTargets> copy = List.copyOf(sources);
    return () -> {
      Map<String, CheckRequest> found = new LinkedHashMap<>();
      for (CheckTargets source : copy) {
        for (CheckRequest request : source.targets()) {
          found.putIfAbsent(request.method() + " " + request.target().uri(), request);
        }
      }
      return new ArrayList<>(found.values());
    };
  }
}
