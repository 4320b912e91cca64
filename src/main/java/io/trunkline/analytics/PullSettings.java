package io.trunkline.analytics;

import java.time.Duration;
import java.util.Map;

/**
 * How pulls read.
 *
 * @param node this process' name among the nodes that share a store; unique
 * @param lease how long a source stays with a node that has stopped renewing
 * @param turns how long each source rests after a pull, by its token
 * @param longestWindow longest interval of a query or job
 * @param late how far behind its watermark a pull begins again, for rows that came late
 * @param recent how far back the details query is used; jobs read what is older
 * @param first how far back a source begins that was never read
 * @param trunkListAge how long a list of trunks is believed
 * @param mostRows rows that one query serves; a window with more is halved
 * @param pageSize conversations of a query's page
 * @param resultsPageSize conversations of a page of a job's results
 * @param jobPatience how long a job may take
 * @param jobTries jobs for one window before it is halved
 * @param mediaStatistics whether media statistics are read at all
 * @param mediaCalls conversations whose media statistics one pull asks for
 */
public record PullSettings(
    String node,
    Duration lease,
    Map<PullSource, Duration> turns,
    Duration longestWindow,
    Duration late,
    Duration recent,
    Duration first,
    Duration trunkListAge,
    int mostRows,
    int pageSize,
    int resultsPageSize,
    Duration jobPatience,
    int jobTries,
    boolean mediaStatistics,
    int mediaCalls) {

  /** Keeps a copy of the turns. */
  public PullSettings {
    turns = Map.copyOf(turns);
  }
}
