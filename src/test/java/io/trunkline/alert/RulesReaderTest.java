package io.trunkline.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trunkline.analytics.Metric;
import io.trunkline.analytics.Step;
import io.trunkline.analytics.SubjectKind;
import io.trunkline.connection.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rules file may say, and how it is told what is wrong. */
class RulesReaderTest {
  private static final String RULE =
      "rules:\n  - name: low\n    metric: setupSuccess\n    base: acme\n    below: 95\n";

  private static List<Problem> problems(String text) {
    RulesException e =
        catchThrowableOfType(RulesException.class, () -> RulesReader.read(text, "alerts.yaml"));
    assertThat(e).as(text).isNotNull();
    return e.problems();
  }

  @Test
  void aRuleIsWhatItSays() {
    String more = "    step: hour\n    clearAt: 97.5\n    for: 10m\n    clear: 1h\n    org: emea\n";
    assertThat(RulesReader.read(RULE + more, "alerts.yaml"))
        .containsExactly(
            new AlertRule(
                "low",
                Metric.SETUP_SUCCESS,
                SubjectKind.BASE,
                "acme",
                "emea",
                Step.HOUR,
                new Criterion.Threshold(false, 95, 97.5),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Severity.WARNING));
  }

  @Test
  void whatIsNotSaidIsUsual() {
    AlertRule rule = RulesReader.read("rules: [{name: x, metric: calls, absent: 15m}]", "a").get(0);
    assertThat(rule.kind()).isEqualTo(SubjectKind.ORG);
    assertThat(rule.named()).isEqualTo("*");
    assertThat(rule.step()).isEqualTo(Step.MINUTE);
    assertThat(rule.holds()).isZero();
    assertThat(RulesReader.read("", "a")).isEmpty();
    assertThat(RulesReader.read("rules:", "a")).isEmpty();
    assertThat(RulesReader.read("# none\n", "a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "metric: setupSuccess | metric: jitter | 3 | rules[0].metric | jitter | pathJitter",
        "metric: setupSuccess | metric: failuresBySipCode | 3 | rules[0].metric | failuresBySipCode | setupSuccess",
        "below: 95 | below: many | 5 | rules[0].below | many | a number",
        "below: 95 | bellow: 95 | 5 | rules[0].bellow |  | unknown",
        "below: 95 | severity: bad | 5 | rules[0].severity | bad | info, warning, critical",
        "below: 95 | step: year | 5 | rules[0].step | year | minute, hour, day",
        "below: 95 | for: soon | 5 | rules[0].for | soon | from 0s to 7d",
        "below: 95 | for: 8d | 5 | rules[0].for | 8d | from 0s to 7d",
        "below: 95 | absent: 1s | 5 | rules[0].absent | 1s | from 2m to 1000m",
        "below: 95 | rises: 0% | 5 | rules[0].rises | 0% | more than 0",
        "base: acme | trunk: [a] | 4 | rules[0].trunk |  | one value",
        "name: low | name: | 2 | rules[0].name |  | 1 to 100 characters",
      })
  void aBrokenFieldIsToldWithItsPlaceAndWhatIsAllowed(
      String field, String instead, int line, String path, String value, String rule) {
    Problem found =
        problems(RULE.replace(field, instead)).stream()
            .filter(problem -> problem.field().equals(path))
            .findFirst()
            .orElseThrow();
    assertThat(found.file()).isEqualTo("alerts.yaml");
    assertThat(found.line()).isEqualTo(line);
    assertThat(found.value()).isEqualTo(value == null ? "" : value);
    assertThat(found.rule()).contains(rule);
    assertThat(found.fix()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "clearAt: 90 | clearAt | good side of below: 95",
        "above: 99 | below | one condition of above, below, absent, rises, falls",
        "trunk: x | trunk | one of site, edge, base, trunk, target",
        "over: 1h | over | belongs to rises and falls",
        "base: again | base | once",
      })
  void fieldsThatDoNotFitTogetherAreTold(String more, String field, String rule) {
    assertThat(problems(RULE + "    " + more + "\n"))
        .anySatisfy(
            problem -> {
              assertThat(problem.field()).isEqualTo("rules[0]." + field);
              assertThat(problem.rule()).contains(rule);
            });
  }

  @Test
  void overIsAWholeNumberOfSteps() {
    String change = RULE.replace("below: 95", "falls: 50%\n    step: hour\n    over: 90m");
    assertThat(problems(change).get(0).rule()).contains("whole number of steps, which are 1h");
  }

  @Test
  void everythingIsToldAtOnceInTheOrderOfTheFile() {
    String twice = RULE + RULE.replace("rules:\n", "").replace("below", "under");
    List<Problem> found = problems(twice.replaceFirst("95", "x"));
    assertThat(found).extracting(Problem::line).isSorted();
    assertThat(found).hasSizeGreaterThanOrEqualTo(3);
    assertThat(problems(RULE + RULE.replace("rules:\n", "")).get(0).rule())
        .contains("each name stands once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules: 5 | a list",
        "rules: [5] | a group of keys",
        "alerts: [] | only key",
        "[] | a group of keys",
        "rules: [a: b: c] | YAML"
      })
  void aFileOfAnotherShapeIsRefused(String text, String rule) {
    assertThat(problems(text).get(0).rule()).contains(rule);
  }

  @Test
  void theRulesThatWeShipAndThoseOfThePagesAreUnderstood() throws IOException {
    assertThat(RulesReader.read(Files.readString(Path.of("alerts.yaml")), "alerts.yaml"))
        .hasSize(5);
    List<String> fences =
        Pattern.compile("```yaml\n(rules:.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/alerts.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(fences).isNotEmpty();
    fences.forEach(fence -> assertThat(RulesReader.read(fence, "docs/alerts.md")).isNotEmpty());
  }
}
