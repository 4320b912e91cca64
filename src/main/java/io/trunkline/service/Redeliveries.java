package io.trunkline.service;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Where failed calls wait until they are made again. A stop would last as long as the longest of
 * these waits; from its beginning on nobody waits longer than a moment, in which Camel learns that
 * nothing is to be repeated any more.
 */
final class Redeliveries extends ScheduledThreadPoolExecutor {
  /** As many as Camel itself has for this. */
  private static final int THREADS = 10;

  private static final long MOMENT_MILLIS = 300;

  private volatile boolean ending;

  private Redeliveries() {
    super(THREADS, threads());
  }

  private static ThreadFactory threads() {
    AtomicInteger last = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "redelivery-" + last.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Made for a context, with which it ends.
   *
   * @param first what is done before the waits end, when the context begins to stop
   */
  static Redeliveries of(CamelContext context, Runnable first) {
    Redeliveries redeliveries = new Redeliveries();
    context.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onContextStopping(CamelContext stopping) {
            first.run();
            redeliveries.end();
          }

          @Override
          public void onContextStopped(CamelContext stopped) {
            redeliveries.shutdownNow();
          }
        });
    return redeliveries;
  }

  private void end() {
    ending = true;
    endWaits();
  }

  /** Ends the waits of this moment: the routes that they stand in are taken away. */
  void endWaits() {
    for (Runnable waiting : getQueue().toArray(new Runnable[0])) {
      var unused = super.schedule(waiting, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    return ending && unit.toMillis(delay) > MOMENT_MILLIS
        ? super.schedule(work, MOMENT_MILLIS, TimeUnit.MILLISECONDS)
        : super.schedule(work, delay, unit);
  }
}
