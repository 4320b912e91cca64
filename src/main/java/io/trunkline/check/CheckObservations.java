package io.trunkline.check;

import io.trunkline.event.Intake;
import io.trunkline.event.Observation;
import io.trunkline.event.PartialState;
import io.trunkline.event.ProxyStatus;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import io.trunkline.event.TrunkRef;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import io.trunkline.sip.history.CheckChange;
import io.trunkline.sip.transport.SipTransport;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/**
 * Says of a changed check which trunks it tells of: those of the connections that name the checked
 * server. A check of no connection's server is nobody's observation.
 */
public final class CheckObservations {
  private static final Source SOURCE = new Source(SourceKind.CHECK, "sip-checks");

  private final TrunksOfChecks trunks;
  private final Supplier<@Nullable Intake> intake;
  private final Clock clock;

  /**
   * With whom to ask.
   *
   * @param trunks whose servers are asked
   * @param intake who takes them; null while nobody does
   */
  public CheckObservations(TrunksOfChecks trunks, Supplier<@Nullable Intake> intake, Clock clock) {
    this.trunks = trunks;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Hands a change to the events of its trunks and waits for the commit.
   *
   * @throws java.util.concurrent.CompletionException when it was not taken; giving it again does no
   *     harm
   */
  @Handler
  public void tell(@Body CheckChange change) {
    Intake taker = intake.get();
    List<Observation> seen = of(change);
    if (taker != null && !seen.isEmpty()) {
      var unused = taker.accept(seen).toCompletableFuture().join();
    }
  }

  /** What this change says of each trunk that it belongs to. */
  public List<Observation> of(CheckChange change) {
    return trunks.of(change.now()).stream().map(trunk -> observation(trunk, change.now())).toList();
  }

  private Observation observation(WatchedTrunk trunk, Verdict now) {
    List<ProxyStatus> proxy =
        List.of(new ProxyStatus(proxy(now.target()), up(now), now.at(), error(now)));
    boolean register = now.method() == CheckMethod.REGISTER;
    return new Observation(
        trunk.org(),
        TrunkRef.name(trunk.connection().trunk().name()),
        SOURCE,
        now.method() + " " + proxy(now.target()) + " " + now.at(),
        now.at(),
        clock.instant(),
        PartialState.proxies(register ? null : proxy, register ? proxy : null),
        VerdictJson.write(now));
  }

  private static @Nullable Boolean up(Verdict verdict) {
    return verdict.outcome() == Outcome.UNKNOWN ? null : verdict.outcome() == Outcome.OK;
  }

  private static @Nullable String error(Verdict verdict) {
    return verdict.outcome() == Outcome.OK ? null : verdict.text();
  }

  /** The server as the platform names proxies: host and port. */
  private static String proxy(String uri) {
    CheckTarget target = CheckTarget.parse(uri);
    SipTransport usual = target.secure() ? SipTransport.TLS : target.transport();
    int port =
        target.port() == 0
            ? (usual == null ? SipTransport.UDP : usual).defaultPort()
            : target.port();
    return target.host() + ":" + port;
  }
}
