package io.trunkline.connection;

import java.util.List;
import java.util.Optional;

/** What must hold for a text; a named constant per rule, so that each is written once. */
@FunctionalInterface
interface TextRule {
  /** What is broken and how to mend it. */
  record Violation(String rule, String fix) {}

  Optional<Violation> check(String text);

  static Optional<Violation> violation(String rule, String fix) {
    return Optional.of(new Violation(rule, fix));
  }

  /** Holds when the text is one of a closed list of words. */
  static TextRule oneOf(List<String> words) {
    return text ->
        words.contains(text)
            ? Optional.empty()
            : violation(
                "one of " + String.join(", ", words),
                DidYouMean.among(words, text)
                    .map(word -> "Write " + word)
                    .orElse("Choose one of them"));
  }
}
