package io.trunkline.analytics;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The time-series store beside psql: {@code STORE write}, {@code STORE load FROM-DAY TO-DAY} and
 * {@code STORE query}. STORE is a folder for the embedded database, or the URL of a PostgreSQL.
 */
public final class AnalyticsBench {
  private static final String ORG = "bench";
  private static final int TRUNKS = 231;
  private static final int DAYS = 30;
  private static final long DAY = 86_400;

  /** 231 trunks have 9,979,200 samples in 30 days; these minutes before them make it 10 million. */
  private static final long EXTRA = 91 * 60;

  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant WRITTEN = Instant.parse("2026-06-01T00:00:00Z");
  private static final int ROUNDS = 3;
  private static final int MINUTES = 2_000;
  private static final int LEGS = 200_000;

  private final Store store;
  private final String url;
  private final Subjects subjects;
  private final SeriesWriter writer;

  private AnalyticsBench(Store store, String url) {
    this.store = store;
    this.url = url;
    this.subjects = new Subjects(store);
    this.writer = new SeriesWriter(store, subjects, AttributionRules.none());
    writer.trunks(ORG, trunks());
  }

  /** {@code STORE write|load|query}. */
  public static void main(String[] args) throws Exception {
    boolean postgres = args[0].startsWith("jdbc:");
    StoreSettings settings =
        postgres
            ? new StoreSettings(Path.of("."), args[0], "postgres", "", Duration.ofSeconds(30))
            : StoreSettings.embedded(Path.of(args[0]));
    try (Store store = Store.open(settings)) {
      AnalyticsBench bench = new AnalyticsBench(store, args[0]);
      switch (args[1]) {
        case "write" -> bench.write();
        case "load" -> bench.load(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        case "raw" -> bench.raw(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        case "hours" -> bench.hours();
        case "query" -> bench.query();
        default -> throw new IllegalArgumentException(args[1]);
      }
    }
  }

  /** Eleven edges with 21 carriers each, three sites. */
  private static List<TrunkRef> trunks() {
    List<TrunkRef> trunks = new ArrayList<>();
    for (int i = 0; i < TRUNKS; i++) {
      String base = "base-" + i % 21;
      String site = "site-" + i % 3;
      String edge = "edge-" + i / 21;
      trunks.add(new TrunkRef("trunk-" + i, base, base, edge, edge, site, site, List.of()));
    }
    return trunks;
  }

  private void write() throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> copied = new ArrayList<>();
    writer.samples(ORG, samples(WRITTEN.minus(Duration.ofDays(20)), 900));
    for (int round = 0; round < ROUNDS; round++) {
      Instant from = WRITTEN.plus(Duration.ofDays(7L * round));
      List<MinuteSample> samples = samples(from, MINUTES);
      ours.add(rate(samples.size(), () -> writer.samples(ORG, samples)));
      copied.add(
          copy(
              "series_sample",
              "at >= %d and at < %d"
                  .formatted(from.getEpochSecond(), from.getEpochSecond() + MINUTES * 60L),
              samples.size()));
    }
    tell("samples", ours, copied);
    ours.clear();
    copied.clear();
    for (int round = 0; round < ROUNDS; round++) {
      Instant from = WRITTEN.plus(Duration.ofDays(7L * round));
      List<ConversationLeg> legs = legs(from);
      ours.add(rate(LEGS, () -> writer.legs(ORG, legs)));
      copied.add(
          copy(
              "series_leg",
              "started >= %d and started < %d"
                  .formatted(from.toEpochMilli(), from.plus(Duration.ofDays(7)).toEpochMilli()),
              LEGS));
    }
    tell("legs", ours, copied);
  }

  private static List<MinuteSample> samples(Instant from, int minutes) {
    List<MinuteSample> samples = new ArrayList<>(minutes * TRUNKS);
    for (int minute = 0; minute < minutes; minute++) {
      for (int trunk = 0; trunk < TRUNKS; trunk++) {
        samples.add(
            new MinuteSample(
                "trunk-" + trunk, from.plusSeconds(minute * 60L + 20), minute % 37, trunk % 29, 0));
      }
    }
    return samples;
  }

  private static List<ConversationLeg> legs(Instant from) {
    List<ConversationLeg> legs = new ArrayList<>(LEGS);
    for (int i = 0; i < LEGS; i++) {
      Instant at = from.plusMillis(i * (7 * DAY * 1_000 / LEGS));
      legs.add(
          new ConversationLeg(
              UUID.randomUUID().toString(),
              UUID.randomUUID().toString(),
              i % 3 > 0,
              at,
              at.plusSeconds(8),
              at.plusSeconds(190),
              200,
              16,
              "peer",
              "edge-" + i % 11,
              "trunk-" + i % TRUNKS,
              null,
              null,
              new MediaQuality(4.2, 88.0, 45, 9_000L, 12L)));
    }
    return legs;
  }

  private static double rate(int rows, Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return rows / ((System.nanoTime() - begun) / 1e9);
  }

  /** The same rows by psql's COPY, into a table with the same key and indexes. */
  private double copy(String table, String where, int rows) throws Exception {
    Path file = Files.createTempFile("rows", ".copy");
    try {
      psql(List.of("\\copy (select * from %s where %s) to '%s'".formatted(table, where, file)));
      List<Double> times =
          psql(
              List.of(
                  "drop table if exists copied",
                  "create table copied (like %s including all)".formatted(table),
                  "\\timing on",
                  "\\copy copied from '%s'".formatted(file),
                  "\\timing off",
                  "drop table copied"));
      return rows / (times.get(0) / 1_000);
    } finally {
      Files.delete(file);
    }
  }

  private static void tell(String what, List<Double> ours, List<Double> copied) {
    System.out.printf(
        "write %-8s ours %,.0f rows/s (%s), COPY from psql %,.0f rows/s (%s), %.0f %%%n",
        what,
        median(ours),
        all(ours, "%,.0f"),
        median(copied),
        all(copied, "%,.0f"),
        100 * median(ours) / median(copied));
  }

  private void load(int fromDay, int toDay) throws SQLException {
    long rows = raw(fromDay, toDay);
    long begun = System.nanoTime();
    int hours = new RollUps(store).refresh();
    System.out.printf(
        "rolled up %d hours of %,d samples in %.1f s%n",
        hours, rows, (System.nanoTime() - begun) / 1e9);
  }

  /** Hours of all subjects as statements of SQL, where making them of the rows takes too long. */
  private void hours() {
    store
        .commits()
        .commit(
            jdbc -> {
              jdbc.sql("delete from series_calls_hour").update();
              jdbc.sql("delete from series_dirty").update();
              return jdbc.sql(
                      """
                      insert into series_calls_hour (subject, at, samples, calls, peak, peak_inbound, peak_outbound)
                      select s.id, h.at, 60, 60 * (18 + mod(s.id, 29)), 36 + mod(s.id, 29), 36, mod(s.id, 29)
                        from %s h cross join series_subject s"""
                          .formatted(every(3_600, FROM.getEpochSecond(), DAYS * DAY)))
                  .update();
            });
  }

  private String every(long step, long from, long length) {
    String source =
        store.isExclusive()
            ? "(select \"X\" as at from system_range(%d, %d, %d))"
            : "(select at from generate_series(cast(%d as bigint), %d, %d) at)";
    return source.formatted(from, from + length - 1, step);
  }

  private long raw(int fromDay, int toDay) throws SQLException {
    int org = subjects.org(ORG);
    long begun = System.nanoTime();
    long rows = 0;
    for (int day = fromDay; day < toDay; day++) {
      long from = FROM.getEpochSecond() + day * DAY - (day == 0 ? EXTRA : 0);
      long to = FROM.getEpochSecond() + (day + 1) * DAY;
      rows += fill(org, from, to);
    }
    double took = (System.nanoTime() - begun) / 1e9;
    System.out.printf("loaded %,d samples in %.1f s%n", rows, took);
    return rows;
  }

  private long fill(int org, long from, long to) throws SQLException {
    String fill =
        """
        insert into series_sample (trunk, at, seen, inbound, outbound, mismatches)
        select t.id, m.at, 20, mod(m.at / 60 + t.id, 37), mod(t.id, 29), 0
          from %s m cross join (select id from series_subject where kind = 'trunk' and org = %d) t"""
            .formatted(every(60, from, to - from), org);
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      if (!store.isExclusive()) {
        TreeSet<Long> days = new TreeSet<>();
        for (long at = from - Math.floorMod(from, DAY); at < to; at += DAY) {
          days.add(at);
        }
        new SampleDays().make(connection, days);
      }
      long rows = statement.executeUpdate(fill);
      for (long hour = from - Math.floorMod(from, 3_600L); hour < to; hour += 3_600) {
        statement.executeUpdate(
            "insert into series_dirty (org, family, at) values (%d, %d, %d)"
                .formatted(org, Family.CALLS.code(), hour));
      }
      connection.commit();
      return rows;
    }
  }

  private void query() throws Exception {
    long rows =
        store.read(
            jdbc ->
                jdbc.sql("select count(*) from series_sample where at < ?")
                    .param(FROM.getEpochSecond() + DAYS * DAY)
                    .query(Long.class)
                    .single());
    System.out.printf("30 days by the hour, %,d raw samples%n", rows);
    SeriesReader reader = new SeriesReader(store, subjects, new Capacities(Map.of()));
    for (String named : List.of("trunk-100", "*")) {
      SeriesQuery query =
          SeriesQuery.of(
              Map.of(
                  "metric",
                  "peakCallsSeen",
                  "trunk",
                  named,
                  "step",
                  "hour",
                  "from",
                  FROM.toString(),
                  "to",
                  FROM.plus(Duration.ofDays(DAYS)).toString()),
              Instant.now());
      List<Double> ours = times(() -> reader.read(query), "*".equals(named) ? 60 : 600);
      int points = reader.read(query).stream().mapToInt(series -> series.points().size()).sum();
      System.out.printf(
          "query %-9s %,7d points: ours median %.1f ms, worst of 30 %.1f ms",
          named,
          points,
          median(ours),
          ours.stream().mapToDouble(Double::doubleValue).max().orElse(0));
      if (!store.isExclusive()) {
        List<Double> by = psql(byHand(named));
        System.out.printf(
            "; psql median %.1f ms, ratio %.2f", median(by), median(ours) / median(by));
      }
      System.out.println();
    }
  }

  /** The service lives long: what it does is measured warm. */
  private static List<Double> times(Supplier<?> work, int warmUp) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < warmUp + 30; i++) {
      long begun = System.nanoTime();
      if (work.get() == null) {
        throw new IllegalStateException("nothing was read");
      }
      if (i >= warmUp) {
        times.add((System.nanoTime() - begun) / 1e6);
      }
    }
    return times;
  }

  private static List<String> byHand(String named) {
    List<String> commands = new ArrayList<>(List.of("\\o /dev/null"));
    String select =
        "select subject, at, samples, calls, peak, peak_inbound, peak_outbound, mismatches"
            + " from series_calls_hour h join series_subject s on s.id = h.subject"
            + " where s.kind = 'trunk'%s and at >= %d and at < %d order by subject, at"
                .formatted(
                    "*".equals(named) ? "" : " and s.external_id = '" + named + "'",
                    FROM.getEpochSecond(),
                    FROM.getEpochSecond() + DAYS * DAY);
    for (int i = 0; i < 10; i++) {
      commands.add(select);
    }
    commands.add("\\timing on");
    for (int i = 0; i < 30; i++) {
      commands.add(select);
    }
    return commands;
  }

  /** Runs commands in one session of psql; the times that it told, in milliseconds. */
  private List<Double> psql(List<String> commands) throws IOException, InterruptedException {
    Path script = Files.createTempFile("bench", ".sql");
    Path told = Files.createTempFile("bench", ".out");
    Files.writeString(
        script,
        commands.stream()
            .map(command -> command.startsWith("\\") ? command : command + ";")
            .collect(Collectors.joining("\n", "", "\n")));
    int code =
        new ProcessBuilder(
                "psql",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                "postgres",
                "-d",
                url.substring("jdbc:".length()),
                "-f",
                script.toString())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start()
            .waitFor();
    String text = Files.readString(told, StandardCharsets.UTF_8);
    Files.delete(script);
    Files.delete(told);
    if (code != 0) {
      throw new IOException("psql ended with " + code + ": " + text);
    }
    return Arrays.stream(text.split("\n"))
        .filter(line -> line.startsWith("Time: "))
        .map(line -> Double.valueOf(line.split(" ")[1]))
        .toList();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String all(List<Double> values, String format) {
    return values.stream().map(format::formatted).collect(Collectors.joining(" "));
  }
}
