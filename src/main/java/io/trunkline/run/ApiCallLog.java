package io.trunkline.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the record of API calls made for runs. */
public final class ApiCallLog {
  private static final Logger LOG = LoggerFactory.getLogger(ApiCallLog.class);

  private final RunStore store;

  /** With the store that keeps them. */
  public ApiCallLog(RunStore store) {
    this.store = store;
  }

  /**
   * Keeps a call. Never blocks for long and never fails: a record must not break what it records.
   */
  public void record(ApiCallRecord call) {
    try {
      store.record(call);
    } catch (RuntimeException e) {
      LOG.warn("run {}: an API call is missing in the record: {}", call.runId(), e.getMessage());
    }
  }
}
