package io.trunkline.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Rows for one statement, a column at a time: each column is an array, and the statement takes the
 * rows out with {@code unnest}. Its text is the same for any number of rows, so that the database
 * plans it once.
 */
public final class ColumnArrays {
  /** What a column holds. */
  public enum Type {
    TEXT("varchar", "varchar"),
    WHOLE("int8", "bigint"),
    TIME("timestamptz", "timestamp(6) with time zone"),
    TRUTH("bool", "boolean");

    /** The name that a driver knows the elements by, and the one that a cast does. */
    private final String element;

    private final String sql;

    Type(String element, String sql) {
      this.element = element;
      this.sql = sql;
    }

    /** As SQL spells it. */
    public String sql() {
      return sql;
    }
  }

  private final List<Type> types;
  private final String[][] values;
  private int rows;

  /** Room for so many rows. */
  public ColumnArrays(List<Type> types, int rows) {
    this.types = types;
    this.values = new String[types.size()][rows];
  }

  /** The parameters of a statement that is given all of these rows. */
  public static List<SqlArrayValue> of(List<Type> types, List<@Nullable Object[]> rows) {
    ColumnArrays arrays = new ColumnArrays(types, rows.size());
    rows.forEach(arrays::add);
    return arrays.arrays();
  }

  /** What {@code unnest} is given: a parameter for each column. */
  public static String parameters(List<Type> types) {
    return types.stream()
        .map(type -> "cast(? as " + type.sql + " array)")
        .collect(Collectors.joining(", "));
  }

  /** The next row: texts, instants, numbers and booleans in the order of the columns. */
  public void add(@Nullable Object... row) {
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      values[i][rows] =
          value == null ? null : value instanceof Instant at ? IsoTime.of(at) : value.toString();
    }
    rows++;
  }

  /** The parameters, in their order. */
  public List<SqlArrayValue> arrays() {
    List<SqlArrayValue> arrays = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      arrays.add(new SqlArrayValue(types.get(i).element, (Object[]) values[i]));
    }
    return Collections.unmodifiableList(arrays);
  }
}
