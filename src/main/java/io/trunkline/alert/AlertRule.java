package io.trunkline.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.analytics.Metric;
import io.trunkline.analytics.SeriesQuery;
import io.trunkline.analytics.Step;
import io.trunkline.analytics.SubjectKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One alert rule.
 *
 * @param name unique in its file; the alert is known by it
 * @param kind what kind of subject it looks at
 * @param named id or name of the subject, {@code *} for all of the kind
 * @param org only this org; null for all
 * @param holds how long the condition must hold to fire
 * @param clear how long it must not hold to end
 */
record AlertRule(
    String name,
    Metric metric,
    SubjectKind kind,
    String named,
    @Nullable String org,
    Step step,
    Criterion criterion,
    Duration holds,
    Duration clear,
    Severity severity) {

  /** What must be read to judge it now. */
  SeriesQuery query(Instant now) {
    long step = this.step.seconds();
    long to = now.getEpochSecond() - Math.floorMod(now.getEpochSecond(), step) + step;
    long from = to - (criterion.steps(step) + 2) * step;
    return new SeriesQuery(
        metric,
        kind,
        named,
        org,
        Instant.ofEpochSecond(from),
        Instant.ofEpochSecond(to),
        this.step);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("metric", metric.token())
        .put("unit", metric.unit())
        .put("kind", kind.token())
        .put("of", named)
        .put("org", org)
        .put("step", step.token())
        .put("condition", criterion.text())
        .put("for", Times.text(holds))
        .put("clear", Times.text(clear))
        .put("severity", severity.token());
  }
}
