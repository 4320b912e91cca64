package io.trunkline.event;

import io.trunkline.store.BinaryCopy;
import io.trunkline.store.ColumnArrays;
import io.trunkline.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * New rows of a table, added in their order within the transaction of a write of the store. To
 * PostgreSQL they are copied, which costs it less than a statement; the embedded database gets them
 * in one statement.
 */
final class AddedRows {
  /** One of those that are given; the others have defaults. */
  record Column(String name, ColumnArrays.Type type) {
    static Column text(String name) {
      return new Column(name, ColumnArrays.Type.TEXT);
    }

    static Column whole(String name) {
      return new Column(name, ColumnArrays.Type.WHOLE);
    }

    static Column time(String name) {
      return new Column(name, ColumnArrays.Type.TIME);
    }
  }

  private final List<ColumnArrays.Type> types;
  private final boolean embedded;
  private final JdbcTemplate transaction;
  private final String insert;
  private final BinaryCopy copy;

  AddedRows(Store store, String table, List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    this.types = columns.stream().map(Column::type).toList();
    this.embedded = store.isExclusive();
    this.transaction = new JdbcTemplate(store.dataSource());
    this.insert =
        "insert into %s (%s) select * from unnest(%s)"
            .formatted(table, String.join(", ", names), ColumnArrays.parameters(types));
    this.copy = BinaryCopy.into(table, names, types.stream().map(ColumnArrays.Type::sql).toList());
  }

  /**
   * Adds them; a row's values are texts, whole numbers and instants in the order of the columns.
   * They may be made on the way; nothing else can be asked of the transaction meanwhile.
   */
  void add(JdbcClient write, BinaryCopy.Rows rows) {
    if (embedded) {
      List<@Nullable Object[]> all = new ArrayList<>();
      rows.to(all::add);
      if (!all.isEmpty()) {
        write.sql(insert).params(ColumnArrays.of(types, all)).update();
      }
      return;
    }
    ConnectionCallback<Boolean> copied =
        connection -> {
          copy.add(connection, rows);
          return true;
        };
    transaction.execute(copied);
  }
}
