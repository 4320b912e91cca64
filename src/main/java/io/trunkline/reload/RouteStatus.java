package io.trunkline.reload;

import java.time.Instant;
import java.util.List;

/**
 * What runs, and what was left out at the last change.
 *
 * @param files the files whose routes run
 * @param problems why files on disk do not run as they are; empty when all do
 * @param at when the files were judged
 */
public record RouteStatus(List<File> files, List<RouteProblem> problems, Instant at) {
  static final RouteStatus NONE = new RouteStatus(List.of(), List.of(), Instant.EPOCH);

  /** Copies its lists. */
  public RouteStatus {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * A file that runs.
   *
   * @param name relative to the service's folder
   * @param routes ids of its routes that have one
   */
  public record File(String name, List<String> routes) {}
}
