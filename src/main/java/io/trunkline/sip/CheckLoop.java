package io.trunkline.sip;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The checks of one event loop: paced by target, bounded in number. All on that loop. */
final class CheckLoop {
  /**
   * A check that waits for its turn.
   *
   * @param planned {@link System#nanoTime()} at which it was meant to start
   */
  record Waiting(CheckRequest request, long planned, CompletableFuture<Verdict> result) {}

  private final CheckEnvironment environment;
  private final TargetPace pace;
  private final int limit;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int running;

  CheckLoop(CheckEnvironment environment, TargetPace pace, int limit) {
    this.environment = environment;
    this.pace = pace;
    this.limit = limit;
  }

  /** Starts a check after this delay, when its target's pace allows. */
  void submit(CheckRequest request, long delayNanos, CompletableFuture<Verdict> result) {
    environment.loop().execute(() -> plan(request, delayNanos, result));
  }

  private void plan(CheckRequest request, long delayNanos, CompletableFuture<Verdict> result) {
    long now = System.nanoTime();
    long start = now + delayNanos;
    long longest = request.timing().deadline().toNanos();
    long wait =
        pace.reserve(request.target().host() + ":" + request.target().port(), start, longest);
    if (wait < 0) {
      Finding bound =
          Finding.unknown(
              FailureClass.INTERNAL,
              null,
              "nothing sent: more checks of this target are asked for than its rate bound allows");
      result.complete(new Observations(Instant.now(), request, 0).verdict(bound));
      return;
    }
    Waiting waiting = new Waiting(request, start + wait, result);
    long delay = delayNanos + wait;
    if (delay == 0) {
      enter(waiting);
    } else {
      var unused = environment.loop().schedule(() -> enter(waiting), delay, TimeUnit.NANOSECONDS);
    }
  }

  private void enter(Waiting waiting) {
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
              waiting.result().complete(verdict);
              Waiting next = queue.poll();
              if (next != null) {
                environment.loop().execute(() -> run(next));
              }
            })
        .start();
  }
}
