package io.trunkline.analytics;

import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The subjects that the store knows, numbered so that rows stay short. A subject that was ever seen
 * stays: its history does. Thread-safe.
 */
public final class Subjects {
  /** How many are entered with one commit, which others wait behind. */
  private static final int TOGETHER = 200;

  private static final String ALL =
      """
      select s.id, o.name as org, s.kind, s.external_id, s.name
        from series_subject s join series_org o on o.id = s.org""";

  private final Store store;
  private final Map<String, Integer> orgs = new ConcurrentHashMap<>();
  private final Map<String, OrgSubjects> entered = new ConcurrentHashMap<>();

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
    SubjectName one = new SubjectName(kind, id, name);
    OrgSubjects entered = entered(org);
    if (!entered.has(one)) {
      int number = org(org);
      List<Subject> made =
          store.commits().commit(jdbc -> SubjectRows.enter(jdbc, number, org, Set.of(one)));
      entered.add(new OrgSubjects(made, Map.of()));
    }
    return entered.subject(one);
  }

  /**
   * Makes trunks or targets count for exactly these subjects and themselves; all are made when they
   * are new. What stands already is not written again.
   */
  void belong(String org, Map<SubjectName, ? extends Collection<SubjectName>> groups) {
    OrgSubjects entered = entered(org);
    Map<SubjectName, Collection<SubjectName>> part = new LinkedHashMap<>();
    for (var one : groups.entrySet()) {
      if (!entered.belongs(one.getKey(), one.getValue())) {
        part.put(one.getKey(), one.getValue());
      }
      if (part.size() == TOGETHER) {
        enter(org, entered, part);
        part.clear();
      }
    }
    if (!part.isEmpty()) {
      enter(org, entered, part);
    }
  }

  private void enter(
      String org, OrgSubjects entered, Map<SubjectName, Collection<SubjectName>> groups) {
    int number = org(org);
    Set<SubjectName> names = new LinkedHashSet<>(groups.keySet());
    groups.values().forEach(names::addAll);
    names.removeIf(entered::has);
    entered.add(
        store
            .commits()
            .commit(
                jdbc -> {
                  OrgSubjects made =
                      entered.and(SubjectRows.enter(jdbc, number, org, names), groups);
                  SubjectRows.join(jdbc, made.members());
                  return made;
                }));
  }

  /** What the store has of an org; other nodes enter the same, because the same org tells them. */
  private OrgSubjects entered(String org) {
    return entered.computeIfAbsent(
        org,
        name -> {
          int number = org(name);
          return store.read(
              jdbc ->
                  new OrgSubjects(
                      jdbc.sql(ALL + " where o.id = ?").param(number).query(Subjects::row).list(),
                      SubjectRows.members(jdbc, number)));
        });
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
