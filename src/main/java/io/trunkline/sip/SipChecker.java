package io.trunkline.sip;

import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.trunkline.sip.locate.SipLocator;
import io.trunkline.sip.transport.FlowOpener;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Makes SIP checks without a thread for each. Thread-safe. Futures end on an event loop: whoever
 * does more than a little with a verdict hands it to another thread, and they never end
 * exceptionally: what cannot be done is a verdict with outcome unknown.
 */
public final class SipChecker implements AutoCloseable {
  static final Finding STOPPED =
      Finding.unknown(
          FailureClass.INTERNAL, null, "stopped before its moment came: nothing was decided");

  private static final long STOP_SECONDS = 5;

  private final NioEventLoopGroup group;
  private final List<CheckLoop> loops = new ArrayList<>();
  private final List<CheckEnvironment> environments = new ArrayList<>();
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

  /**
   * Starts the event loops.
   *
   * @param journal where bindings are noted before they are asked for
   */
  public SipChecker(SipCheckerOptions options, BindingJournal journal) {
    group = new NioEventLoopGroup(options.threads(), new DefaultThreadFactory("sip-check", true));
    SecureRandom random = new SecureRandom();
    SipLocator locator = new SipLocator(options.dns(), random);
    int limit = Math.max(1, options.inFlight() / options.threads());
    for (EventExecutor executor : group) {
      NioEventLoop loop = (NioEventLoop) executor;
      CheckEnvironment environment =
          new CheckEnvironment(
              loop,
              new FlowOpener(loop, options.limits()),
              locator,
              new RandomNames(random),
              options.userAgent(),
              journal,
              ForkJoinPool.commonPool());
      environments.add(environment);
      loops.add(new CheckLoop(environment, new TargetPace(options.perTargetPerSecond()), limit));
    }
  }

  /** Makes one check now. */
  public CompletableFuture<Verdict> check(CheckRequest request) {
    return start(request, 0);
  }

  /**
   * Makes one check at a random moment within this time, so that a schedule of many targets does
   * not send in bursts.
   */
  public CompletableFuture<Verdict> check(CheckRequest request, Duration spread) {
    long nanos = spread.toNanos();
    return start(request, nanos <= 0 ? 0 : ThreadLocalRandom.current().nextLong(nanos));
  }

  private CompletableFuture<Verdict> start(CheckRequest request, long delayNanos) {
    Pending entry = new Pending(request);
    if (group.isShuttingDown()) {
      entry.stop();
      return entry.result;
    }
    pending.add(entry);
    int loop = Math.floorMod(request.target().host().hashCode(), loops.size());
    loops.get(loop).submit(request, delayNanos, verdict -> finish(entry, verdict));
    return entry.result;
  }

  /**
   * Removes a binding that an earlier check left.
   *
   * @param request REGISTER to the same target with the credentials of then
   * @return the verdict of the removal
   */
  public CompletableFuture<Verdict> remove(Binding binding, CheckRequest request) {
    CompletableFuture<Verdict> result = new CompletableFuture<>();
    CheckEnvironment environment = environments.get(0);
    environment
        .loop()
        .execute(() -> new LeftoverRemoval(environment, binding, request, result).start());
    return result;
  }

  private void finish(Pending entry, Verdict verdict) {
    pending.remove(entry);
    entry.result.complete(verdict);
  }

  /** A check that has no verdict yet; two of the same kind are two. */
  private static final class Pending {
    private final CheckRequest request;
    private final CompletableFuture<Verdict> result = new CompletableFuture<>();

    Pending(CheckRequest request) {
      this.request = request;
    }

    void stop() {
      result.complete(new Observations(Instant.now(), request, 0).verdict(STOPPED));
    }
  }

  /**
   * Begins no further check. Those that wait for their moment end at once as unknown; those under
   * way end as they would have.
   */
  public void endWaiting() {
    loops.forEach(CheckLoop::endWaiting);
  }

  /** Leaves out the checks that wait for their moment; what is asked for later begins as ever. */
  public void leaveOutWaiting() {
    loops.forEach(CheckLoop::leaveOut);
  }

  /** Whether a check ended before it began, so that nothing was learned of the peer. */
  public static boolean wasLeftOut(Verdict verdict) {
    return verdict.outcome() == Outcome.UNKNOWN && verdict.text().contains(STOPPED.text());
  }

  /** Ends the event loops; checks under way end as unknown. */
  @Override
  public void close() {
    boolean ended =
        group
            .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
            .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    if (ended || group.isShuttingDown()) {
      pending.forEach(Pending::stop);
    }
  }
}
