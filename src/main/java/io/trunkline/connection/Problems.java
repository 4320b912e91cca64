package io.trunkline.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects what is wrong in one file, so that its author hears everything at once. */
final class Problems {
  private static final Pattern SECRET =
      Pattern.compile("password|passwd|secret|passphrase|credential");
  private static final int SHOWN = 80;

  private final String file;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Map<String, Position> places = new HashMap<>();

  Problems(String file) {
    this.file = file;
  }

  void error(Position at, String field, String value, String rule, String fix) {
    errors.add(problem(at, field, value, rule, fix));
  }

  void warn(Position at, String field, String value, String rule, String fix) {
    warnings.add(problem(at, field, value, rule, fix));
  }

  /** Remembers where a field stood, for checks that look at several fields. */
  void locate(String field, Position at) {
    places.put(field, at);
  }

  /** Where a field stood, or else the nearest of the groups that hold it. */
  Position place(String field) {
    Position at = places.get(field);
    int parent = Math.max(field.lastIndexOf('.'), field.lastIndexOf('['));
    if (at != null || parent < 0) {
      return at == null ? Position.START : at;
    }
    return place(field.substring(0, parent));
  }

  boolean any() {
    return !errors.isEmpty();
  }

  /** Throws what was collected, if anything. */
  void refuse() {
    if (any()) {
      throw new SpecException(inOrder(errors));
    }
  }

  List<Problem> warnings() {
    return inOrder(warnings);
  }

  /** Tells whether a key of this name holds something that must never be shown. */
  static boolean secret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
  }

  private Problem problem(Position at, String field, String value, String rule, String fix) {
    return new Problem(file, at.line(), at.column(), field, shown(field, value), rule, fix);
  }

  private static String shown(String field, String value) {
    String key = field.substring(field.lastIndexOf('.') + 1);
    if (secret(key) && !value.isEmpty()) {
      return Secrets.SHOWN;
    }
    String oneLine = value.replaceAll("\\p{Cntrl}", "\uFFFD");
    return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + "\u2026";
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
