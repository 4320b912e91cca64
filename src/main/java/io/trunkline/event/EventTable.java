package io.trunkline.event;

import static io.trunkline.event.AddedRows.Column.text;
import static io.trunkline.event.AddedRows.Column.time;
import static io.trunkline.event.AddedRows.Column.whole;

import io.trunkline.event.AddedRows.Column;
import io.trunkline.store.Store;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table of events, in batches, for the transaction of a write of the store. */
final class EventTable {
  private static final List<Column> EVENT =
      List.of(
          text("id"),
          text("source"),
          text("dedupe_key"),
          text("kind"),
          text("org"),
          text("trunk"),
          time("event_time"),
          time("received_at"),
          text("effect"),
          text("observed"),
          text("raw"),
          whole("place"));

  // A look-up for each key: "= any(?)" makes H2 read every row of the source, and a join
  // does so on PostgreSQL while its statistics are those of an empty table.
  static final String KNOWN =
      "select (select event.dedupe_key from trunk_event event where event.source = ? and"
          + " event.dedupe_key = given.dedupe_key) from unnest(cast(? as varchar array)) as"
          + " given(dedupe_key)";

  private final AddedRows events;
  private final JdbcTemplate transaction;

  EventTable(Store store) {
    this.events = new AddedRows(store, "trunk_event", EVENT);
    this.transaction = new JdbcTemplate(store.dataSource());
  }

  /** Which of the keys a source has sent before. */
  Set<String> known(JdbcClient write, String source, Collection<String> keys) {
    Set<String> known =
        new HashSet<>(write.sql(KNOWN).params(source, array(keys)).query(String.class).list());
    known.remove(null);
    return known;
  }

  private static SqlArrayValue array(Collection<String> values) {
    return new SqlArrayValue("varchar", values.toArray());
  }

  /**
   * Adds events that are made on the way.
   *
   * @param events gives them one after another, and asks nothing of the transaction
   * @throws org.springframework.dao.DuplicateKeyException when one of them is known
   */
  void insert(JdbcClient write, Consumer<Consumer<TrunkEvent>> events) {
    this.events.add(write, next -> events.accept(event -> next.accept(row(event))));
  }

  /**
   * Does what inserts events.
   *
   * @return null when one of them is known; then nothing was done
   */
  <T> @Nullable T unlessKnown(Supplier<T> work) {
    ConnectionCallback<T> attempt =
        connection -> {
          Savepoint before = connection.setSavepoint();
          try {
            return work.get();
          } catch (DuplicateKeyException e) {
            connection.rollback(before);
            return null;
          }
        };
    return transaction.execute(attempt);
  }

  private static @Nullable Object[] row(TrunkEvent event) {
    Observation seen = event.observation();
    return new @Nullable Object[] {
      event.id(),
      seen.source().text(),
      event.key(),
      seen.source().kind().text(),
      seen.org(),
      event.trunk(),
      seen.at(),
      seen.receivedAt(),
      event.effect().text(),
      event.seen().observed(),
      StoredText.of(seen.raw()),
      event.trunk() == null ? null : place(seen.org(), event.trunk())
    };
  }

  /**
   * Where the events of a trunk stand in their index; another trunk's may stand there, too. The
   * migration that made the column has the same rule.
   */
  static long place(String org, String trunk) {
    return Long.parseUnsignedLong(StoredText.digest(org + '\n' + trunk).substring(0, 16), 16);
  }

  static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
