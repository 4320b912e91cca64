package io.trunkline.analytics;

import io.trunkline.store.BinaryCopy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of raw rows.
 *
 * @param table its name
 * @param key its key's columns, the first of all
 * @param typed all columns in order, each with its type
 * @param replaces when a row that comes again ({@code new}) replaces the one that is there ({@code
 *     old})
 * @param stands columns whose old value stands although its row is replaced, each with the
 *     condition
 */
record RawTable(
    String table,
    List<String> key,
    List<String> typed,
    String replaces,
    Map<String, String> stands) {
  static final RawTable SAMPLE =
      new RawTable(
          "series_sample",
          List.of("trunk", "at"),
          List.of(
              "trunk int",
              "at bigint",
              "seen smallint",
              "inbound int",
              "outbound int",
              "mismatches int"),
          "new.seen >= old.seen",
          Map.of());

  private static final String NAMED = "old.attribution = " + Attribution.MEDIA_STATISTICS.code();

  /**
   * A slower source may tell of a call as still lasting after a faster one told its end; and what
   * media statistics said of its trunk stands, because the others only conclude it.
   */
  static final RawTable LEG =
      new RawTable(
          "series_leg",
          List.of("org", "conversation", "session"),
          List.of(
              "org int",
              "conversation uuid",
              "session uuid",
              "trunk int",
              "attribution smallint",
              "inbound boolean",
              "started bigint",
              "answered bigint",
              "ended bigint",
              "outcome smallint",
              "sip_code smallint",
              "q850 smallint",
              "disconnect varchar(60)",
              "mos double precision",
              "r_factor double precision",
              "latency int",
              "received bigint",
              "discarded bigint"),
          "new.ended is not null or old.ended is null",
          Map.of("trunk", NAMED, "attribution", NAMED));

  static final RawTable PATH =
      new RawTable(
          "series_path",
          List.of("target", "at"),
          List.of("target int", "at bigint", "rtt double precision"),
          "true",
          Map.of());

  private Stream<String> columns() {
    return typed.stream().map(column -> column.substring(0, column.indexOf(' ')));
  }

  private String names() {
    return columns().collect(Collectors.joining(", "));
  }

  /** A table of the session's own that rows are copied into; gone with the transaction's rows. */
  String createStage() {
    return "create temporary table if not exists stage_%1$s (like %1$s) on commit delete rows"
        .formatted(table);
  }

  BinaryCopy copyToStage() {
    return BinaryCopy.into("stage_" + table, columns().toList(), types());
  }

  BinaryCopy copyToTable() {
    return BinaryCopy.into(table, columns().toList(), types());
  }

  private List<String> types() {
    return typed.stream().map(column -> column.substring(column.indexOf(' ') + 1)).toList();
  }

  /** PostgreSQL: a row when the table has one of so many keys. */
  String anyOf(int keys) {
    String one = key.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
    return "select 1 from %s where (%s) in (%s) limit 1"
        .formatted(
            table, String.join(", ", key), String.join(", ", Collections.nCopies(keys, one)));
  }

  /** PostgreSQL: moves the staged rows into the table. */
  String mergeStage() {
    return "insert into %1$s as old select * from stage_%1$s on conflict (%2$s) do update set %3$s where %4$s"
        .formatted(
            table,
            String.join(", ", key),
            others().map(c -> set(c, "excluded.")).collect(Collectors.joining(", ")),
            replaces.replace("new.", "excluded."));
  }

  /** H2: one row with its values as parameters. */
  String mergeRow() {
    String parameters =
        typed.stream()
            .map(column -> "cast(? as " + column.substring(column.indexOf(' ') + 1) + ")")
            .collect(Collectors.joining(", "));
    String names = names();
    return "merge into %s old using (values (%s)) new (%s) on (%s) when matched and (%s) then update set %s when not matched then insert (%s) values (%s)"
        .formatted(
            table,
            parameters,
            names,
            key.stream().map(c -> "old." + c + " = new." + c).collect(Collectors.joining(" and ")),
            replaces,
            others().map(c -> set(c, "new.")).collect(Collectors.joining(", ")),
            names,
            columns().map(c -> "new." + c).collect(Collectors.joining(", ")));
  }

  private String set(String column, String incoming) {
    String condition = stands.get(column);
    return condition == null
        ? column + " = " + incoming + column
        : "%1$s = case when %2$s then old.%1$s else %3$s%1$s end"
            .formatted(column, condition, incoming);
  }

  private Stream<String> others() {
    return columns().filter(column -> !key.contains(column));
  }
}
