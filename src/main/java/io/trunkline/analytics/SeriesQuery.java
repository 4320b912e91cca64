package io.trunkline.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question about one metric.
 *
 * @param metric which figure
 * @param kind what kind of subject
 * @param named id or name of the subject, {@code *} for all of the kind
 * @param org only this org; null for every org that has such a subject
 * @param from begin, a whole step
 * @param to end, a whole step
 * @param step width of the points
 */
public record SeriesQuery(
    Metric metric,
    SubjectKind kind,
    String named,
    @Nullable String org,
    Instant from,
    Instant to,
    Step step) {

  private static final SubjectKind[] ASKED = {
    SubjectKind.TRUNK, SubjectKind.BASE, SubjectKind.SITE, SubjectKind.EDGE, SubjectKind.TARGET
  };

  private static final List<String> PARAMETERS =
      List.of(
          "metric",
          "trunk",
          "base",
          "site",
          "edge",
          "target",
          "org",
          "from",
          "to",
          "step",
          "format",
          "blocking");

  /**
   * Reads the parameters {@code metric}, {@code trunk}, {@code base}, {@code site}, {@code edge},
   * {@code target}, {@code org}, {@code from}, {@code to} and {@code step}. Without a subject the
   * org is meant.
   *
   * @throws InvalidQuery when one is wrong; tells what is allowed
   */
  public static SeriesQuery of(Map<String, String> parameters, Instant now) {
    parameters.forEach(SeriesQuery::known);
    Metric metric = Metric.of(parameters.getOrDefault("metric", ""));
    Step step = Step.of(parameters.getOrDefault("step", "hour"));
    SubjectKind kind = SubjectKind.ORG;
    String named = "*";
    for (SubjectKind asked : ASKED) {
      String value = parameters.get(asked.token());
      if (value != null && kind != SubjectKind.ORG) {
        throw new InvalidQuery(
            asked.token(),
            value,
            "only one of trunk, base, site, edge and target may be named",
            "Leave one out.");
      }
      if (value != null) {
        kind = asked;
        named = value;
      }
    }
    Instant to = parameters.containsKey("to") ? time("to", parameters.get("to")) : now;
    Instant from =
        parameters.containsKey("from")
            ? time("from", parameters.get("from"))
            : to.minus(usual(step));
    check(from, to, step);
    return new SeriesQuery(
        metric,
        kind,
        named,
        parameters.get("org"),
        whole(from, step, 0),
        whole(to, step, step.seconds() - 1),
        step);
  }

  /** A misspelt subject would be answered with the org's figures. */
  private static void known(String parameter, String value) {
    if (!PARAMETERS.contains(parameter)) {
      throw new InvalidQuery(
          parameter,
          value,
          "parameters are " + String.join(", ", PARAMETERS),
          "Leave it out, or correct its name.");
    }
  }

  private static Duration usual(Step step) {
    return switch (step) {
      case MINUTE -> Duration.ofHours(2);
      case HOUR -> Duration.ofDays(1);
      case DAY -> Duration.ofDays(30);
    };
  }

  private static Instant whole(Instant time, Step step, long add) {
    long seconds = time.getEpochSecond() + add;
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, step.seconds()));
  }

  private static void check(Instant from, Instant to, Step step) {
    if (!from.isBefore(to)) {
      throw new InvalidQuery(
          "from", from.toString(), "from must be before to, which is " + to, "Exchange them.");
    }
    if (Duration.between(from, to).compareTo(step.longest()) > 0) {
      throw new InvalidQuery(
          "from",
          from.toString(),
          "a range with step %s is at most %d days"
              .formatted(step.token(), step.longest().toDays()),
          step == Step.DAY
              ? "Ask for a shorter range."
              : "Ask for a shorter range, or for a wider step where there is a choice.");
    }
  }

  /**
   * Reads a time: ISO 8601 with a zone, or a date, which begins in UTC.
   *
   * @throws InvalidQuery when it is neither
   */
  public static Instant time(String field, String text) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidQuery(
          field,
          text,
          field + " is a time such as 2026-01-31T08:00:00Z, or a date",
          "Write it so, in UTC.");
    }
  }
}
