package io.trunkline.analytics;

import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The subjects that the store knows, numbered so that rows stay short. A subject that was ever seen
 * stays: its history does. Thread-safe.
 */
public final class Subjects {
  private static final String ALL =
      """
      select s.id, o.name as org, s.kind, s.external_id, s.name
        from series_subject s join series_org o on o.id = s.org""";

  private final Store store;
  private final Map<String, Integer> orgs = new ConcurrentHashMap<>();
  private final Map<Known, Subject> known = new ConcurrentHashMap<>();

  private record Known(String org, SubjectKind kind, String id) {}

  /** With the store that numbers them. */
  public Subjects(Store store) {
    this.store = store;
  }

  /** The org's number; it gets one when it is new. */
  int org(String name) {
    return orgs.computeIfAbsent(name, this::number);
  }

  private int number(String org) {
    return store
        .commits()
        .commit(
            jdbc -> {
              jdbc.sql("insert into series_org (name) values (?) on conflict do nothing")
                  .param(org)
                  .update();
              return jdbc.sql("select id from series_org where name = ?")
                  .param(org)
                  .query(Integer.class)
                  .single();
            });
  }

  /** A subject, made when it is new and named anew when its name changed. */
  Subject subject(String org, SubjectKind kind, String id, String name) {
    Subject found = known.get(new Known(org, kind, id));
    if (found != null && found.name().equals(name)) {
      return found;
    }
    int number = org(org);
    Subject subject = store.commits().commit(jdbc -> upsert(jdbc, number, org, kind, id, name));
    known.put(new Known(org, kind, id), subject);
    return subject;
  }

  private static Subject upsert(
      JdbcClient jdbc, int number, String org, SubjectKind kind, String id, String name) {
    jdbc.sql(
            """
            insert into series_subject (org, kind, external_id, name) values (?, ?, ?, ?)
              on conflict do nothing""")
        .params(number, kind.token(), id, name)
        .update();
    jdbc.sql(
            """
            update series_subject set name = ?
              where org = ? and kind = ? and external_id = ? and name <> ?""")
        .params(name, number, kind.token(), id, name)
        .update();
    int key =
        jdbc.sql("select id from series_subject where org = ? and kind = ? and external_id = ?")
            .params(number, kind.token(), id)
            .query(Integer.class)
            .single();
    return new Subject(key, org, kind, id, name);
  }

  /** Makes the trunk or target count for exactly these subjects and itself. */
  void belongs(Subject trunk, List<Subject> groups) {
    store
        .commits()
        .commit(
            jdbc -> {
              jdbc.sql("delete from series_member where trunk = ?").param(trunk.key()).update();
              counts(jdbc, trunk.key(), trunk.key());
              groups.stream()
                  .mapToInt(Subject::key)
                  .distinct()
                  .filter(key -> key != trunk.key())
                  .forEach(key -> counts(jdbc, trunk.key(), key));
              return true;
            });
  }

  private static void counts(JdbcClient jdbc, int trunk, int subject) {
    jdbc.sql("insert into series_member (trunk, subject) values (?, ?)")
        .params(trunk, subject)
        .update();
  }

  /** All subjects, by kind and name. */
  public List<Subject> all() {
    return store.read(
        jdbc -> jdbc.sql(ALL + " order by s.kind, s.name, s.id").query(Subjects::row).list());
  }

  /** The subjects of one org and kind that have this id or name; a name may be that of several. */
  public List<Subject> named(@Nullable String org, SubjectKind kind, String idOrName) {
    String ofOrg = org == null ? "" : " and o.name = ?";
    return store.read(
        jdbc -> {
          var query =
              jdbc.sql(
                      ALL
                          + " where s.kind = ? and (s.external_id = ? or s.name = ?)"
                          + ofOrg
                          + " order by s.id")
                  .params(kind.token(), idOrName, idOrName);
          return (org == null ? query : query.param(org)).query(Subjects::row).list();
        });
  }

  private static Subject row(ResultSet row, int number) throws SQLException {
    return new Subject(
        row.getInt("id"),
        row.getString("org"),
        SubjectKind.of(row.getString("kind")).orElseThrow(),
        row.getString("external_id"),
        row.getString("name"));
  }
}
