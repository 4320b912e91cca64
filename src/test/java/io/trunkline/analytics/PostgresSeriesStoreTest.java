package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time series in PostgreSQL. */
@Tag("peer")
class PostgresSeriesStoreTest extends SeriesAtOnceContract {
  static PostgresServer server;
  static Store store;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = new PostgresServer(folder.resolve("pg"));
    store = Store.open(server.settings(folder, Duration.ofSeconds(30)));
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @Override
  Store store() {
    return store;
  }

  /** Each node reads the list of trunks for the sources that it has. */
  @Test
  void twoNodesTellOfTheSameTrunksAtOnce(@TempDir Path folder) throws Exception {
    String shared = "shared-" + UUID.randomUUID();
    writer.trunks(shared, thousand("s1"));
    List<TrunkRef> trunks = thousand("s2");
    try (Store another = Store.open(server.settings(folder, Duration.ofSeconds(30)))) {
      SeriesWriter its = new SeriesWriter(another, new Subjects(another), AttributionRules.none());
      SeriesWriter mine = new SeriesWriter(store, new Subjects(store), AttributionRules.none());
      AtOnce.run(List.of(() -> mine.trunks(shared, trunks), () -> its.trunks(shared, trunks)));
    }
    String members =
        "select count(*) from series_member m join series_subject t on t.id = m.trunk"
            + " where t.kind = 'trunk' and t.org = ";
    assertThat(rows(members + subjects.org(shared))).containsExactly(5_000L);
  }

  private static List<TrunkRef> thousand(String site) {
    List<TrunkRef> trunks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      trunks.add(new TrunkRef("t" + i, "n" + i, "b" + i, "e1", "one", site, site, List.of()));
    }
    return trunks;
  }

  @Test
  void aDayOfSamplesIsAPartitionThatIsDroppedWhole() {
    Instant first = START.minus(Duration.ofDays(90));
    List<Long> days = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      Instant at = first.plus(Duration.ofDays(day));
      writer.samples(org, List.of(new MinuteSample("t1", at, 1, 1, null)));
      days.add(at.getEpochSecond() / 86_400);
    }
    assertThat(partitions()).containsAll(days);

    Clock now = Clock.fixed(first.plus(Duration.ofDays(31)), ZoneOffset.UTC);
    new SeriesUpkeep(store(), rollUps, Duration.ofDays(30), Duration.ofDays(730), now).forget();
    assertThat(partitions()).doesNotContain(days.get(0)).contains(days.get(1), days.get(2));
  }

  /** More rows than one transaction takes are written by two connections at once. */
  @Test
  void whatOneOfTwoConnectionsCouldNotWriteIsToldAndWrittenWhenRepeated() {
    List<ConversationLeg> legs = Legs.random(new Random(5), START, 45_000);
    UUID refused = UUID.fromString(legs.get(0).conversationId());
    refuse(refused);
    assertThatThrownBy(() -> writer.legs(org, legs))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("not this one");
    assertThat(count()).isBetween(1L, 44_999L);

    store().commits().commit(jdbc -> jdbc.sql("drop trigger refuses on series_leg").update());
    writer.legs(org, legs);
    writer.legs(org, legs);
    assertThat(count()).isEqualTo(45_000);
  }

  /** Many new rows are copied into the table itself, which refuses all of them for one. */
  @Test
  void aRowThatIsThereIsMergedThoughTheManyBesideItAreNew() {
    List<ConversationLeg> legs = new ArrayList<>(Legs.random(new Random(6), START, 3_000));
    ConversationLeg ended = said(legs.get(1_500), legs.get(1_500).started().plusSeconds(9), "peer");
    legs.set(1_500, ended);
    writer.legs(org, List.of(said(ended, null, null)));
    writer.legs(org, legs);
    assertThat(count()).isEqualTo(3_000);
    assertThat(disconnect(ended)).isEqualTo("peer");
  }

  @Test
  void whatIsCopiedReadsAsItWasSaid() {
    List<ConversationLeg> legs = Legs.random(new Random(8), START, 1_200);
    List<String> words = List.of("a\tb", "\\N", "line\nline\r", "\u00fc\ud83d\ude00", "", "nul\0");
    List<ConversationLeg> told = new ArrayList<>();
    for (int i = 0; i < legs.size(); i++) {
      told.add(said(legs.get(i), legs.get(i).ended(), words.get(i % words.size())));
    }
    writer.legs(org, told);
    assertThat(count()).isEqualTo(1_200);
    for (int i = 0; i < words.size(); i++) {
      assertThat(disconnect(told.get(i))).isEqualTo(words.get(i).replace('\0', '?'));
    }
  }

  private static ConversationLeg said(
      ConversationLeg leg, @Nullable Instant ended, @Nullable String disconnect) {
    return new ConversationLeg(
        leg.conversationId(),
        leg.sessionId(),
        leg.inbound(),
        leg.started(),
        leg.answered(),
        ended,
        leg.sipCode(),
        leg.q850(),
        disconnect,
        leg.edgeId(),
        leg.trunkId(),
        leg.dnis(),
        leg.ani(),
        leg.media());
  }

  private String disconnect(ConversationLeg leg) {
    return store()
        .read(
            jdbc ->
                jdbc.sql("select disconnect from series_leg where org = ? and conversation = ?")
                    .params(subjects.org(org), UUID.fromString(leg.conversationId()))
                    .query(String.class)
                    .single());
  }

  private long count() {
    int number = subjects.org(org);
    return store()
        .read(
            jdbc ->
                jdbc.sql("select count(*) from series_leg where org = ?")
                    .param(number)
                    .query(Long.class)
                    .single());
  }

  private void refuse(UUID conversation) {
    store()
        .commits()
        .commit(
            jdbc -> {
              jdbc.sql(
                      """
                      create function refuse() returns trigger language plpgsql as
                        'begin if new.conversation = ''%s'' then raise exception ''not this one''; end if;
                         return new; end'"""
                          .formatted(conversation))
                  .update();
              return jdbc.sql(
                      "create trigger refuses before insert on series_leg for each row execute function refuse()")
                  .update();
            });
  }

  /** Days since 1970 that have a partition. */
  private List<Long> partitions() {
    return store()
        .read(
            jdbc ->
                jdbc.sql(
                        "select cast(substring(c.relname from '[0-9]+$') as bigint) from pg_inherits i"
                            + " join pg_class c on c.oid = i.inhrelid"
                            + " where i.inhparent = cast('series_sample' as regclass)")
                    .query(Long.class)
                    .list());
  }
}
