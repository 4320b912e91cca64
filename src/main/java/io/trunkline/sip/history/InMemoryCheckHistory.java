package io.trunkline.sip.history;

import io.trunkline.sip.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last points of each series and its latest verdict, gone with the process. */
public final class InMemoryCheckHistory implements CheckHistory {
  private final int pointsPerSeries;
  private final Map<CheckKey, Series> series = new ConcurrentHashMap<>();

  /** A history of so many points for each series. */
  public InMemoryCheckHistory(int pointsPerSeries) {
    if (pointsPerSeries < 1) {
      throw new IllegalArgumentException("points per series must be 1 or more");
    }
    this.pointsPerSeries = pointsPerSeries;
  }

  /** One series; its methods lock it. */
  private static final class Series {
    private final ArrayDeque<CheckPoint> points = new ArrayDeque<>(4);
    private @Nullable Verdict latest;

    synchronized Optional<Verdict> add(Verdict verdict, int keep) {
      if (points.size() == keep) {
        points.removeFirst();
      }
      points.addLast(CheckPoint.of(verdict));
      Optional<Verdict> before = Optional.ofNullable(latest);
      latest = verdict;
      return before;
    }

    synchronized void restore(Verdict verdict, List<CheckPoint> kept) {
      points.clear();
      points.addAll(kept);
      latest = verdict;
    }

    synchronized Optional<Verdict> latest() {
      return Optional.ofNullable(latest);
    }

    synchronized List<CheckPoint> points() {
      return List.copyOf(points);
    }
  }

  @Override
  public Optional<Verdict> add(Verdict verdict) {
    return series
        .computeIfAbsent(CheckKey.of(verdict), key -> new Series())
        .add(verdict, pointsPerSeries);
  }

  /**
   * Takes back a series that was kept elsewhere.
   *
   * @param points oldest first, the latest verdict's included
   */
  public void restore(Verdict latest, List<CheckPoint> points) {
    series
        .computeIfAbsent(CheckKey.of(latest), key -> new Series())
        .restore(
            latest, points.subList(Math.max(0, points.size() - pointsPerSeries), points.size()));
  }

  @Override
  public List<Verdict> latest() {
    List<Verdict> all = new ArrayList<>(series.size());
    series.values().forEach(one -> one.latest().ifPresent(all::add));
    return all;
  }

  @Override
  public Optional<Verdict> latest(CheckKey key) {
    Series found = series.get(key);
    return found == null ? Optional.empty() : found.latest();
  }

  @Override
  public List<CheckPoint> points(CheckKey key) {
    Series found = series.get(key);
    return found == null ? List.of() : found.points();
  }

  @Override
  public List<CheckPoint> points(CheckKey key, Instant from, Instant to) {
    return points(key).stream()
        .filter(p -> p.atMillis() >= from.toEpochMilli() && p.atMillis() < to.toEpochMilli())
        .toList();
  }
}
