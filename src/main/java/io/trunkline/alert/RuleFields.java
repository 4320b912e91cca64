package io.trunkline.alert;

import io.trunkline.analytics.InvalidQuery;
import io.trunkline.analytics.Metric;
import io.trunkline.analytics.Step;
import io.trunkline.analytics.SubjectKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields of one rule while it is read. */
final class RuleFields {
  private static final List<SubjectKind> NAMED =
      List.of(
          SubjectKind.SITE,
          SubjectKind.EDGE,
          SubjectKind.BASE,
          SubjectKind.TRUNK,
          SubjectKind.TARGET);
  private static final List<String> CONDITIONS =
      List.of("above", "below", "absent", "rises", "falls");
  private static final List<String> KNOWN =
      Stream.of(
              Stream.of("name", "metric", "org"),
              NAMED.stream().map(SubjectKind::token),
              Stream.of("step"),
              CONDITIONS.stream(),
              Stream.of("clearAt", "over", "for", "clear", "severity"))
          .flatMap(each -> each)
          .toList();
  private static final Pattern NUMBER = Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,9})?)(%?)");
  private static final int LONGEST_NAME = 100;
  private static final int MOST_STEPS = 1_000;
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);
  private static final Duration USUAL_OVER = Duration.ofHours(1);

  private final RulesReader reader;
  private final MappingNode node;
  private final String path;
  private final Map<String, ScalarNode> values = new LinkedHashMap<>();
  private boolean broken;

  RuleFields(RulesReader reader, MappingNode node, String path) {
    this.reader = reader;
    this.node = node;
    this.path = path;
    for (NodeTuple tuple : node.getValue()) {
      take(tuple);
    }
  }

  private void take(NodeTuple tuple) {
    String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
    if (!KNOWN.contains(key)) {
      wrong(tuple.getKeyNode(), key, "", "this key is unknown", "Known are " + all(KNOWN));
    } else if (!(tuple.getValueNode() instanceof ScalarNode value)) {
      wrong(tuple.getValueNode(), key, "", "it is one value", "Write it behind the colon");
    } else if (values.putIfAbsent(key, value) != null) {
      wrong(tuple.getKeyNode(), key, "", "a key stands in its rule once", "Remove one of the two");
    }
  }

  /** The rule; null when anything is wrong, which has then been noted. */
  @Nullable AlertRule rule() {
    String name = text("name", "");
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      wrong(
          at("name"),
          "name",
          name,
          "a rule has a name of 1 to " + LONGEST_NAME + " characters",
          "Give it one that tells people what is wrong");
    }
    Metric metric = metric();
    Step step = step();
    SubjectKind kind = kind();
    String org = values.containsKey("org") ? text("org", "*") : null;
    Criterion criterion = criterion(step);
    Duration holds = time("for", Duration.ZERO, Duration.ZERO, LONGEST_WAIT);
    Duration clear = time("clear", Duration.ZERO, Duration.ZERO, LONGEST_WAIT);
    Severity severity = severity();
    return broken || metric == null || criterion == null
        ? null
        : new AlertRule(
            name,
            metric,
            kind,
            kind == SubjectKind.ORG ? "*" : text(kind.token(), "*"),
            "*".equals(org) ? null : org,
            step,
            criterion,
            holds,
            clear,
            severity);
  }

  private @Nullable Metric metric() {
    String token = text("metric", "");
    String allowed =
        Arrays.stream(Metric.values())
            .filter(metric -> !metric.byCode())
            .map(Metric::token)
            .collect(Collectors.joining(", "));
    try {
      Metric metric = Metric.of(token);
      if (!metric.byCode()) {
        return metric;
      }
      wrong(
          at("metric"), "metric", token, "metric is one of " + allowed, "Counts by code are none");
    } catch (InvalidQuery e) {
      wrong(at("metric"), "metric", token, "metric is one of " + allowed, e.fix());
    }
    return null;
  }

  private Step step() {
    try {
      return Step.of(text("step", Step.MINUTE.token()));
    } catch (InvalidQuery e) {
      wrong(
          at("step"), "step", e.value(), String.valueOf(e.getMessage()), "Leave it out for minute");
      return Step.MINUTE;
    }
  }

  private SubjectKind kind() {
    List<SubjectKind> said =
        NAMED.stream().filter(kind -> values.containsKey(kind.token())).toList();
    if (said.size() > 1) {
      String second = said.get(1).token();
      wrong(
          at(second),
          second,
          text(second, ""),
          "a rule looks at one of " + all(NAMED.stream().map(SubjectKind::token).toList()),
          "Leave one out, or write two rules");
    }
    return said.isEmpty() ? SubjectKind.ORG : said.get(0);
  }

  private @Nullable Criterion criterion(Step step) {
    List<String> said = CONDITIONS.stream().filter(values::containsKey).toList();
    if (said.size() != 1) {
      String second = said.isEmpty() ? "" : said.get(1);
      wrong(
          said.isEmpty() ? node : at(second),
          second,
          "",
          "a rule has one condition of " + all(CONDITIONS),
          said.isEmpty() ? "Add one, such as above: 90" : "Leave one out, or write two rules");
      return null;
    }
    String key = said.get(0);
    boolean threshold = key.equals("above") || key.equals("below");
    boolean change = key.equals("rises") || key.equals("falls");
    only("clearAt", threshold, "above and below");
    only("over", change, "rises and falls");
    if (threshold) {
      return threshold(key);
    }
    Duration one = Duration.ofSeconds(step.seconds());
    Duration most = one.multipliedBy(MOST_STEPS);
    return change
        ? change(key, one, most)
        : new Criterion.Absence(time(key, Duration.ZERO, one.multipliedBy(2), most));
  }

  private void only(String key, boolean allowed, String conditions) {
    if (!allowed && values.containsKey(key)) {
      wrong(at(key), key, text(key, ""), "it belongs to " + conditions, "Remove it");
    }
  }

  private @Nullable Criterion threshold(String key) {
    Double limit = number(key, false);
    Double clearAt = values.containsKey("clearAt") ? number("clearAt", false) : limit;
    if (limit == null || clearAt == null) {
      return null;
    }
    boolean above = key.equals("above");
    if (above ? clearAt > limit : clearAt < limit) {
      wrong(
          at("clearAt"),
          "clearAt",
          text("clearAt", ""),
          "clearAt lies on the good side of " + key + ": " + text(key, ""),
          above ? "Write a smaller number" : "Write a greater number");
    }
    return new Criterion.Threshold(above, limit, clearAt);
  }

  private @Nullable Criterion change(String key, Duration one, Duration most) {
    Double by = number(key, true);
    Duration over = time("over", USUAL_OVER.compareTo(one) < 0 ? one : USUAL_OVER, one, most);
    if (over.toSeconds() % one.toSeconds() != 0) {
      wrong(
          at("over"),
          "over",
          text("over", ""),
          "over is a whole number of steps, which are " + Times.text(one) + " long",
          "Write a multiple of " + Times.text(one));
    }
    if (by != null && by <= 0) {
      wrong(at(key), key, text(key, ""), "it is more than 0", "Write " + key + ": 50%");
    }
    return by == null
        ? null
        : new Criterion.Change(key.equals("rises"), by, text(key, "").endsWith("%"), over);
  }

  private @Nullable Double number(String key, boolean share) {
    Matcher match = NUMBER.matcher(text(key, ""));
    if (match.matches() && (share || match.group(2).isEmpty())) {
      return Double.valueOf(match.group(1));
    }
    wrong(
        at(key),
        key,
        text(key, ""),
        share ? "it is a number, or a share such as 50%" : "it is a number in the metric's unit",
        share ? "Write " + key + ": 50%" : "Write " + key + ": 90");
    return null;
  }

  private Duration time(String key, Duration unsaid, Duration least, Duration most) {
    if (!values.containsKey(key)) {
      return unsaid;
    }
    Duration time = Times.read(text(key, "")).orElse(null);
    if (time == null || time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      wrong(
          at(key),
          key,
          text(key, ""),
          "it is a time from " + Times.text(least) + " to " + Times.text(most),
          "Write a number and s, m, h or d, such as 15m");
    }
    return time == null ? unsaid : time;
  }

  private Severity severity() {
    String token = text("severity", Severity.WARNING.token());
    for (Severity severity : Severity.values()) {
      if (severity.token().equals(token)) {
        return severity;
      }
    }
    String allowed = all(Arrays.stream(Severity.values()).map(Severity::token).toList());
    wrong(
        at("severity"),
        "severity",
        token,
        "severity is one of " + allowed,
        "Leave it out for warning");
    return Severity.WARNING;
  }

  private String text(String key, String unsaid) {
    ScalarNode value = values.get(key);
    return value == null ? unsaid : value.getValue();
  }

  private Node at(String key) {
    ScalarNode value = values.get(key);
    return value == null ? node : value;
  }

  private void wrong(@Nullable Node at, String key, String value, String rule, String fix) {
    broken = true;
    reader.wrong(at, key.isEmpty() ? path : path + "." + key, value, rule, fix);
  }

  private static String all(List<String> words) {
    return String.join(", ", words);
  }
}
