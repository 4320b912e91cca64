package io.trunkline.sip;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The checks of one event loop: paced by target, bounded in number. All on that loop. */
final class CheckLoop {
  /**
   * A check that waits for its turn.
   *
   * @param planned {@link System#nanoTime()} at which it was meant to start
   */
  record Waiting(CheckRequest request, long planned, Consumer<Verdict> done) {}

  /** Whose rate is bounded. */
  private record Peer(String host, int port) {
    static Peer of(CheckTarget target) {
      return new Peer(target.host(), target.port());
    }
  }

  private final CheckEnvironment environment;
  private final TargetPace pace;
  private final int limit;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final IdentityHashMap<Waiting, Future<?>> planned = new IdentityHashMap<>();
  private int running;
  private boolean over;

  CheckLoop(CheckEnvironment environment, TargetPace pace, int limit) {
    this.environment = environment;
    this.pace = pace;
    this.limit = limit;
  }

  /** Starts a check after this delay, when its target's pace allows. */
  void submit(CheckRequest request, long delayNanos, Consumer<Verdict> done) {
    environment.loop().execute(() -> plan(request, delayNanos, done));
  }

  private void plan(CheckRequest request, long delayNanos, Consumer<Verdict> done) {
    if (over) {
      stop(request, done);
      return;
    }
    long now = System.nanoTime();
    long start = now + delayNanos;
    long longest = request.timing().deadline().toNanos();
    long wait = pace.reserve(Peer.of(request.target()), start, longest);
    if (wait < 0) {
      Finding bound =
          Finding.unknown(
              FailureClass.INTERNAL,
              null,
              "nothing sent: more checks of this target are asked for than its rate bound allows");
      done.accept(new Observations(Instant.now(), request, 0).verdict(bound));
      return;
    }
    Waiting waiting = new Waiting(request, start + wait, done);
    long delay = delayNanos + wait;
    if (delay == 0) {
      enter(waiting);
    } else {
      planned.put(
          waiting, environment.loop().schedule(() -> enter(waiting), delay, TimeUnit.NANOSECONDS));
    }
  }

  /** Begins no further check: those that wait end as unknown, those under way go on. */
  void endWaiting() {
    environment
        .loop()
        .execute(
            () -> {
              over = true;
              leaveOutWaiting();
            });
  }

  /** As {@link #endWaiting}, and what is asked for later begins as ever. */
  void leaveOut() {
    environment.loop().execute(this::leaveOutWaiting);
  }

  private void leaveOutWaiting() {
    planned.forEach((waiting, timer) -> timer.cancel(false));
    List<Waiting> all = new ArrayList<>(planned.keySet());
    all.addAll(queue);
    planned.clear();
    queue.clear();
    all.forEach(waiting -> stop(waiting.request(), waiting.done()));
  }

  private static void stop(CheckRequest request, Consumer<Verdict> done) {
    done.accept(new Observations(Instant.now(), request, 0).verdict(SipChecker.STOPPED));
  }

  private void enter(Waiting waiting) {
    planned.remove(waiting);
    if (running >= limit) {
      queue.add(waiting);
    } else {
      run(waiting);
    }
  }

  private void run(Waiting waiting) {
    running++;
    long late = Math.max(0, System.nanoTime() - waiting.planned());
    Observations seen = new Observations(Instant.now(), waiting.request(), late);
    new CheckConversation(
            environment,
            waiting.request(),
            seen,
            verdict -> {
              running--;
              waiting.done().accept(verdict);
              Waiting next = queue.poll();
              if (next != null) {
                environment.loop().execute(() -> run(next));
              }
            })
        .start();
  }
}
