package io.trunkline.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a resumed step looks for what an earlier attempt may have written. */
class EarlierWritesTest {
  private static final HttpSettings SETTINGS =
      new HttpSettings(
          1,
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(10),
          Duration.ofMillis(1),
          null);
  private static final String SENT = "2026-01-01T00:00:00Z";
  private static final Instant START = Instant.parse(SENT);

  private static Duration patience(int secondsLater, String... entries) throws Exception {
    JsonNode journaled = new ObjectMapper().readTree("[" + String.join(",", entries) + "]");
    EarlierWrites earlier = EarlierWrites.of(journaled, "/sites", "acme");
    return SETTINGS.untilSettled(earlier.last(), START.plusSeconds(secondsLater));
  }

  private static String write(int second, String more) {
    return "{\"at\": \"%s\", \"write\": {\"path\": \"/sites\", \"name\": \"acme\"%s}}"
        .formatted(START.plusSeconds(second), more);
  }

  @Test
  void aRequestWithoutAnAnswerMayArriveUntilItsTimeout() throws Exception {
    assertThat(patience(1, write(0, ""))).isEqualTo(Duration.ofSeconds(29 + 10));
    assertThat(patience(31, write(0, ""))).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void afterAnAnswerOnlyListsMayLagBehind() throws Exception {
    String answered = write(2, ", \"answered\": true");

    assertThat(patience(3, write(0, ""), answered)).isEqualTo(Duration.ofSeconds(9));
    assertThat(patience(12, write(0, ""), answered)).isZero();
    assertThat(patience(60, write(0, ""), answered)).isZero();
  }

  @Test
  void anAnswerToOneRequestSaysNothingOfAnother() throws Exception {
    String answered = write(6, ", \"answered\": true");

    assertThat(patience(7, write(0, ""), write(5, ""), answered))
        .isEqualTo(Duration.ofSeconds(23 + 10));
    assertThat(patience(7, write(0, ""), write(0, ", \"answered\": true"), write(6, "")))
        .isEqualTo(Duration.ofSeconds(29 + 10));
  }

  @Test
  void aClockThatRunsBehindAddsNoPatience() throws Exception {
    assertThat(patience(-100, write(0, ""), write(0, ", \"answered\": true")))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void anAnsweredWriteIsStillInDoubt() throws Exception {
    JsonNode journaled =
        new ObjectMapper()
            .readTree("[" + write(0, "") + "," + write(1, ", \"answered\": true") + "]");

    assertThat(EarlierWrites.of(journaled, "/sites", "acme").writes()).hasSize(1);
  }
}
