package io.trunkline.service;

import io.trunkline.provisioning.KnownConnections;
import io.trunkline.provisioning.SecretValues;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.schedule.CheckTargets;
import io.trunkline.sip.schedule.ConnectionCheckTargets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks of the carriers of the connections that runs have made. */
public final class ConnectionChecks {
  private final KnownConnections known;
  private final SecretValues secrets;
  private final Supplier<SipChecker> checker;
  private final CheckTiming timing;

  ConnectionChecks(
      KnownConnections known,
      SecretValues secrets,
      Supplier<SipChecker> checker,
      CheckTiming timing) {
    this.known = known;
    this.secrets = secrets;
    this.checker = checker;
    this.timing = timing;
  }

  /** Their checks, for one org or for all when none is named; asked for anew at each turn. */
  CheckTargets targets(@Nullable String org) {
    return new ConnectionCheckTargets(() -> known.connections(org), secrets::password, timing);
  }

  /** Makes all checks of one org at once and waits for their verdicts. */
  public List<Verdict> checkNow(String org) {
    List<CheckRequest> requests = CheckTargets.all(List.of(targets(org))).targets();
    return requests.stream().map(checker.get()::check).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }
}
