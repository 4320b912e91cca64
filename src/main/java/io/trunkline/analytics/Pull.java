package io.trunkline.analytics;

import io.trunkline.analytics.PullLedger.Lease;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a source under way: what is left to read and what was seen so far. Belongs to one
 * exchange and holds what its steps remember, because an expression of a route sees a copy of the
 * exchange. Not thread-safe.
 */
public final class Pull {
  private final Lease lease;
  private final Instant begun;
  private final Deque<PullWindow> windows = new ArrayDeque<>();
  private final Set<Long> spoiltGaps = new HashSet<>();
  private @Nullable PullWindow window;
  private WindowPages pages = new WindowPages();
  private WindowJob job = new WindowJob();
  private @Nullable Instant newest;
  private @Nullable Instant watermark;
  private long rows;

  Pull(Lease lease, Instant begun) {
    this.lease = lease;
    this.begun = begun;
    this.watermark = lease.upto();
  }

  /** Name of the org. */
  public String org() {
    return lease.org();
  }

  /** What is read. */
  public String source() {
    return lease.source();
  }

  Lease lease() {
    return lease;
  }

  /** When it began. */
  public Instant begun() {
    return begun;
  }

  /** Rows that were written, repeated ones too. */
  public long rows() {
    return rows;
  }

  void wrote(long more) {
    rows += more;
  }

  void plan(List<PullWindow> planned) {
    windows.addAll(planned);
  }

  /** Goes on with the next window; false at the end. */
  boolean next() {
    window = windows.poll();
    pages = new WindowPages();
    job = new WindowJob();
    return window != null;
  }

  PullWindow window() {
    if (window == null) {
      throw new IllegalStateException("no window of " + org() + " is being read");
    }
    return window;
  }

  WindowPages pages() {
    return pages;
  }

  WindowJob job() {
    return job;
  }

  /** Reads these instead of the window at hand. */
  void instead(List<PullWindow> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      windows.addFirst(parts.get(i));
    }
  }

  /** Whether the gap of the window at hand has no further windows and none of them failed. */
  boolean fillsGap() {
    long gap = window().gap();
    return gap != 0
        && !spoiltGaps.contains(gap)
        && windows.stream().noneMatch(other -> other.gap() == gap);
  }

  void spoilGap() {
    spoiltGaps.add(window().gap());
  }

  void saw(Instant event) {
    if (newest == null || event.isAfter(newest)) {
      newest = event;
    }
  }

  /** The latest event that was seen. */
  @Nullable Instant newest() {
    return newest;
  }

  @Nullable Instant watermark() {
    return watermark;
  }

  void advanced(Instant upto) {
    watermark = upto;
  }

  @Override
  public String toString() {
    return "Pull[" + org() + " " + source() + "]";
  }
}
