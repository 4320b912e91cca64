package io.trunkline.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules file while it is edited. */
class RuleFileTest {
  private static final String ONE = "rules: [{name: one, metric: calls, absent: 5m}]";
  private static final String TWO = "rules: [{name: two, metric: calls, absent: 5m}]";
  private static final String WRONG = "rules:\n- name: three\n  metric: cals\n  absent: 5m\n";

  @TempDir Path folder;
  private Store store;
  private Path file;

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder.resolve("data")));
    file = folder.resolve("alerts.yaml");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private RuleFile started() {
    RuleFile rules = new RuleFile(new DefaultCamelContext(), file, store, Duration.ofMillis(50));
    rules.start();
    return rules;
  }

  private static void awaitRule(RuleFile rules, String name) {
    await()
        .untilAsserted(
            () -> {
              assertThat(rules.rules().rules()).extracting(AlertRule::name).containsExactly(name);
              assertThat(rules.problems()).isEmpty();
            });
  }

  @Test
  void aChangeCountsAndAWrongOneLeavesTheRulesBefore() throws IOException {
    Files.writeString(file, ONE);
    RuleFile rules = started();
    assertThat(rules.rules().rules()).extracting(AlertRule::name).containsExactly("one");

    Files.writeString(file, TWO);
    awaitRule(rules, "two");

    Files.writeString(file, WRONG);
    await().until(() -> !rules.problems().isEmpty());
    assertThat(rules.rules().rules()).extracting(AlertRule::name).containsExactly("two");
    assertThat(rules.problems().get(0))
        .startsWith("alerts.yaml:3:11: rules[0].metric: metric is one of attempts, ")
        .contains("(is: cals)");

    Files.writeString(file, ONE);
    awaitRule(rules, "one");
    rules.stop();
  }

  @Test
  void aStartWithAWrongFileGoesOnWithTheRulesOfTheProcessBefore() throws IOException {
    Files.writeString(file, ONE);
    started().stop();
    Files.writeString(file, WRONG);
    RuleFile rules = started();
    assertThat(rules.rules().rules()).extracting(AlertRule::name).containsExactly("one");
    assertThat(rules.problems()).hasSize(1);
    rules.stop();
  }

  @Test
  void noFileIsNoRules() throws IOException {
    Files.writeString(file, ONE);
    RuleFile rules = started();
    Files.delete(file);
    await().until(() -> rules.rules().rules().isEmpty());
    assertThat(rules.problems()).isEmpty();
    rules.stop();
  }

  @Test
  void bytesThatAreNoTextAreToldAsAWrongFile() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    RuleFile rules = started();
    assertThat(rules.problems()).hasSize(1);
    rules.stop();
  }
}
