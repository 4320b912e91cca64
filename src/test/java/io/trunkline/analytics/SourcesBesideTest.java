package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.service.Service;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside the conversations: the org's own counts, and the trunk of each call. */
@Tag("slow")
class SourcesBesideTest {
  private static final String AGGREGATES = "/api/v2/analytics/conversations/aggregates/query";
  private static final String STATISTICS = "/mediastatistics/conversations/";

  @TempDir Path data;

  @Test
  void theOrgsOwnCountsAgreeWithWhatIsStoredUntilARowIsMissing() {
    try (PullHarness harness = new PullHarness(1, 900)) {
      Service service = harness.start(data);
      harness.now(harness.since.plus(Duration.ofHours(9)));
      assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
      harness.orgs.forgetRequests();
      assertThat(harness.pull(service, PullSource.AGGREGATES)).isEmpty();
      assertThat(count(harness, AGGREGATES)).isEqualTo(1);

      AggregateRows.Agreement agreed = agreement(service);
      assertThat(agreed.to()).isEqualTo(harness.since.plus(Duration.ofHours(9)));
      assertThat(agreed.told()).isPositive().isEqualTo(agreed.stored());

      service
          .bean(Store.class)
          .commits()
          .commit(
              jdbc ->
                  jdbc.sql(
                          "delete from series_leg where conversation ="
                              + " (select min(conversation) from series_leg where answered is not null)")
                      .update());
      assertThat(agreement(service).stored()).isEqualTo(agreed.told() - 1);
    }
  }

  @Test
  void countsThatAreReadAgainReplaceThoseBefore() {
    try (PullHarness harness = new PullHarness(1, 900)) {
      Service service = harness.start(data);
      for (int hours = 2; hours <= 6; hours += 2) {
        harness.now(harness.since.plus(Duration.ofHours(hours)));
        assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
        assertThat(harness.pull(service, PullSource.AGGREGATES)).isEmpty();
        AggregateRows.Agreement agreed = agreement(service);
        assertThat(agreed.told()).isPositive().isEqualTo(agreed.stored());
      }
    }
  }

  @Test
  void mediaStatisticsNameTheTrunkForGood() {
    try (PullHarness harness = new PullHarness(3, 60)) {
      harness
          .with("trunkline.analytics.media-statistics", "on")
          .with("trunkline.analytics.media-statistics.most", "20");
      Service service = harness.start(data);
      Instant now = harness.since.plus(Duration.ofHours(12));
      harness.now(now);
      assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
      assertThat(named(service)).as("several trunks of an edge, none named").isZero();
      harness.orgs.forgetRequests();
      String before = "";
      String mark = mark(service);
      while (!mark.equals(before)) {
        assertThat(harness.pull(service, PullSource.MEDIA_STATISTICS)).isEmpty();
        before = mark;
        mark = mark(service);
      }
      Map<String, String> truth = answered(harness.truth(now));
      assertThat(answered(harness.stored(service, now))).isNotEmpty().isEqualTo(truth);
      assertThat(count(harness, STATISTICS)).as("a call each").isEqualTo(truth.size());

      service.bean(BackFill.class).order("test", harness.since, now);
      assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
      assertThat(answered(harness.stored(service, now)))
          .as("after the conversations were read again")
          .isEqualTo(truth);
    }
  }

  @Test
  void mediaStatisticsCostNothingUnlessAskedFor() {
    try (PullHarness harness = new PullHarness(1, 900)) {
      Service service = harness.start(data);
      harness.now(harness.since.plus(Duration.ofHours(3)));
      assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
      harness.orgs.forgetRequests();
      harness.pull(service, PullSource.MEDIA_STATISTICS);
      // The service has other things to ask of its org meanwhile.
      assertThat(count(harness, "/mediastatistics/")).isZero();
    }
  }

  private static AggregateRows.Agreement agreement(Service service) {
    Store store = service.bean(Store.class);
    return new AggregateRows(store, service.bean(Subjects.class), service.bean(PullLedger.class))
        .agreement("test")
        .orElseThrow();
  }

  private static String mark(Service service) {
    return String.valueOf(
        service.bean(PullLedger.class).watermark("test", PullSource.MEDIA_STATISTICS.token()));
  }

  /** Rows of calls that were answered. */
  private static Map<String, String> answered(Map<String, String> rows) {
    rows.values().removeIf(row -> List.of(row.split(" ")).get(4).equals("-"));
    return rows;
  }

  private static long named(Service service) {
    return service
        .bean(Store.class)
        .read(
            jdbc ->
                jdbc.sql("select count(*) from series_leg where attribution < 5")
                    .query(Long.class)
                    .single());
  }

  private static long count(PullHarness harness, String path) {
    return harness.orgs.calls().stream()
        .filter(call -> call.path("path").asText().contains(path))
        .count();
  }
}
