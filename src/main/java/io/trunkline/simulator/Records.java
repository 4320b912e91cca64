package io.trunkline.simulator;

import io.trunkline.simulator.fault.FaultScript;

/** What a simulator remembers of its requests, and the faults it spoils them with. */
final class Records {
  private final RequestLog log = new RequestLog();
  private final Counters counters = new Counters();
  private final FaultScript first;
  private FaultScript faults;

  /** With the faults to begin with. */
  Records(FaultScript first) {
    this.first = first;
    this.faults = first;
  }

  RequestLog log() {
    return log;
  }

  Counters counters() {
    return counters;
  }

  FaultScript faults() {
    return faults;
  }

  void faults(FaultScript next) {
    faults = next;
  }

  /** Forgets everything and begins with the first faults again. */
  void clear() {
    log.clear();
    counters.clear();
    faults = first.fresh();
  }
}
