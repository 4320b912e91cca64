package io.trunkline.sip.transaction;

import io.netty.channel.EventLoop;
import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.transport.Flow;
import io.trunkline.sip.transport.FlowListener;
import io.trunkline.sip.transport.TransportFailure;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thin shell around {@link TransactionState}: sends the copies, keeps one timer, listens on the
 * flow. Lives on one event loop.
 */
public final class ClientTransaction implements FlowListener {
  private final EventLoop loop;
  private final Flow flow;
  private final String branch;
  private final String method;
  private final byte[] message;
  private final TransactionTimers timers;
  private final TransactionOwner owner;
  private final long started;
  private TransactionState state;
  private @Nullable ScheduledFuture<?> timer;

  private ClientTransaction(
      EventLoop loop,
      Flow flow,
      String branch,
      String method,
      byte[] message,
      TransactionTimers timers,
      long deadline,
      TransactionOwner owner) {
    this.loop = loop;
    this.flow = flow;
    this.branch = branch;
    this.method = method;
    this.message = message;
    this.timers = timers;
    this.owner = owner;
    this.started = System.nanoTime();
    this.state = TransactionState.start(started, timers, flow.transport().isReliable(), deadline);
  }

  /**
   * Sends the request and sees it through.
   *
   * @param branch of its Via, new for every request
   * @param message the bytes; copies are identical (RFC 3261 section 17.1.2.2)
   * @param deadline {@link System#nanoTime()} at which the check as a whole ends
   */
  public static void start(
      EventLoop loop,
      Flow flow,
      String branch,
      String method,
      byte[] message,
      TransactionTimers timers,
      long deadline,
      TransactionOwner owner) {
    ClientTransaction transaction =
        new ClientTransaction(loop, flow, branch, method, message, timers, deadline, owner);
    flow.expect(branch, transaction);
    transaction.copy();
    transaction.arm();
  }

  private void copy() {
    owner.onSent();
    flow.send(message);
  }

  private void arm() {
    if (!state.isOver()) {
      long delay = Math.max(0, state.due() - System.nanoTime());
      timer = loop.schedule(this::onTimer, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void onTimer() {
    int copies = state.copies();
    state = state.at(System.nanoTime(), timers);
    if (state.phase() == TransactionState.Phase.TIMED_OUT) {
      flow.forget(branch);
      owner.onTimeout(state.end() - started < timers.f());
      return;
    }
    if (state.copies() > copies) {
      copy();
    }
    arm();
  }

  private void stop() {
    flow.forget(branch);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public void onResponse(SipResponse response, InetSocketAddress from, long arrived) {
    if (state.isOver()) {
      return;
    }
    state = state.answered(response.status());
    if (response.isFinal()) {
      stop();
      owner.onFinal(response, from, arrived);
    } else {
      owner.onProvisional(response, arrived);
    }
  }

  @Override
  public void onStray(String what) {
    owner.onStray(what);
  }

  @Override
  public void onMalformed(String what) {
    owner.onMalformed(what);
  }

  @Override
  public void onFailure(TransportFailure failure) {
    if (!state.isOver()) {
      state = state.answered(503);
      stop();
      owner.onFailure(failure);
    }
  }
}
