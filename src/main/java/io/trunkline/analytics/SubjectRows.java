package io.trunkline.analytics;

import static io.trunkline.store.ColumnArrays.Type.TEXT;
import static io.trunkline.store.ColumnArrays.Type.WHOLE;

import io.trunkline.store.ColumnArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that enters the subjects of an org, and what counts for what, many at a time. */
final class SubjectRows {
  private static final List<ColumnArrays.Type> SUBJECT = List.of(WHOLE, TEXT, TEXT, TEXT);
  private static final List<ColumnArrays.Type> MEMBER = List.of(WHOLE, WHOLE);
  private static final List<ColumnArrays.Type> KEY = List.of(WHOLE);

  private static final String ADD =
      "insert into series_subject (org, kind, external_id, name) select * from unnest("
          + ColumnArrays.parameters(SUBJECT)
          + ") on conflict do nothing";
  private static final String LEAVE =
      "delete from series_member where trunk in (select * from unnest("
          + ColumnArrays.parameters(KEY)
          + "))";
  private static final String JOIN =
      "insert into series_member (trunk, subject) select * from unnest("
          + ColumnArrays.parameters(MEMBER)
          + ") on conflict do nothing";

  private SubjectRows() {}

  /** Adds those that are new and renames those that are named otherwise. */
  static List<Subject> enter(
      JdbcClient jdbc, int number, String org, Collection<SubjectName> names) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    names.forEach(one -> rows.add(new Object[] {number, one.kind().token(), one.id(), one.name()}));
    jdbc.sql(ADD).params(ColumnArrays.of(SUBJECT, rows)).update();
    return names.stream().map(one -> named(jdbc, number, org, one)).toList();
  }

  private static Subject named(JdbcClient jdbc, int number, String org, SubjectName wanted) {
    Subject found =
        jdbc.sql(
                """
                select id, name from series_subject
                  where org = ? and kind = ? and external_id = ?""")
            .params(number, wanted.kind().token(), wanted.id())
            .query(
                (row, at) ->
                    new Subject(
                        row.getInt("id"), org, wanted.kind(), wanted.id(), row.getString("name")))
            .single();
    if (found.name().equals(wanted.name())) {
      return found;
    }
    jdbc.sql("update series_subject set name = ? where id = ?")
        .params(wanted.name(), found.key())
        .update();
    return new Subject(found.key(), org, wanted.kind(), wanted.id(), wanted.name());
  }

  /**
   * Makes each of these count for exactly those that it is given with; another node may do the same
   * at this moment.
   */
  static void join(JdbcClient jdbc, Map<Integer, Set<Integer>> members) {
    List<@Nullable Object[]> leaving = new ArrayList<>();
    List<@Nullable Object[]> joining = new ArrayList<>();
    members.forEach(
        (subject, groups) -> {
          leaving.add(new Object[] {subject});
          groups.forEach(group -> joining.add(new Object[] {subject, group}));
        });
    jdbc.sql(LEAVE).params(ColumnArrays.of(KEY, leaving)).update();
    jdbc.sql(JOIN).params(ColumnArrays.of(MEMBER, joining)).update();
  }

  /** What counts for what in an org. */
  static Map<Integer, Set<Integer>> members(JdbcClient jdbc, int number) {
    Map<Integer, Set<Integer>> members = new HashMap<>();
    jdbc.sql(
            """
            select m.trunk, m.subject from series_member m
              join series_subject s on s.id = m.trunk where s.org = ?""")
        .param(number)
        .query(
            (row, at) ->
                members.computeIfAbsent(row.getInt(1), none -> new HashSet<>()).add(row.getInt(2)))
        .list();
    return members;
  }
}
