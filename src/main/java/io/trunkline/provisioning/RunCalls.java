package io.trunkline.provisioning;

import io.trunkline.genesys.ApiCall;
import io.trunkline.genesys.ApiCallListener;
import io.trunkline.genesys.CallOrigin;
import io.trunkline.run.ApiCallLog;
import io.trunkline.run.ApiCallRecord;
import java.time.Clock;

/** Counts every call, and keeps those of runs in their journal. */
public final class RunCalls implements ApiCallListener {
  private final CallCounts counts;
  private final ApiCallLog log;
  private final Clock clock;

  /** With both places. */
  public RunCalls(CallCounts counts, ApiCallLog log, Clock clock) {
    this.counts = counts;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void called(ApiCall call) {
    counts.called(call);
    CallOrigin origin = call.origin();
    if (origin.runId() != null) {
      log.record(
          new ApiCallRecord(
              origin.runId(),
              origin.connection(),
              origin.step(),
              call.org(),
              call.method(),
              call.path(),
              call.status(),
              call.correlationId(),
              call.millis(),
              clock.instant()));
    }
  }
}
