package io.trunkline.alert;

import io.trunkline.analytics.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A rule's state for one subject.
 *
 * @param value what the state was reached with; null when nothing was seen
 */
record Alert(Key key, String name, AlertState state, @Nullable Double value) {
  /**
   * What an alert is known by.
   *
   * @param rule name of the rule
   * @param kind token of the subject's kind
   * @param subject id of the subject
   */
  record Key(String rule, String org, String kind, String subject) {
    static Key of(AlertRule rule, Subject subject) {
      return new Key(rule.name(), subject.org(), subject.kind().token(), subject.id());
    }
  }
}
