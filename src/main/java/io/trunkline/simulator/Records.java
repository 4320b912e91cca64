package io.trunkline.simulator;

import io.trunkline.simulator.fault.FaultScript;

/** What a simulator remembers of its requests, and the faults it spoils them with. */
final class Records {
  private final RequestLog log = new RequestLog();
  private final Counters counters = new Counters();
  private FaultScript faults;

  Records(FaultScript faults) {
    this.faults = faults;
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

  /** Forgets everything, faults among it. */
  void clear() {
    log.clear();
    counters.clear();
    faults = FaultScript.none();
  }
}
