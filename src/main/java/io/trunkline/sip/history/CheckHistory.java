package io.trunkline.sip.history;

import io.trunkline.sip.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what checks found. Thread-safe. */
public interface CheckHistory {

  /**
   * Adds a verdict to its series.
   *
   * @return the verdict before it, if there is one
   */
  Optional<Verdict> add(Verdict verdict);

  /** The latest verdict of each series. */
  List<Verdict> latest();

  /** The latest verdict of this series. */
  Optional<Verdict> latest(CheckKey key);

  /** The points of this series, oldest first; how far back is the store's to decide. */
  List<CheckPoint> points(CheckKey key);

  /**
   * The points of this series from one moment until before another, oldest first, as far back as
   * the history reaches; for {@link PathStatistics} over a time.
   */
  List<CheckPoint> points(CheckKey key, Instant from, Instant to);
}
