package io.trunkline.analytics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Width of a figure's buckets; all in UTC. */
public enum Step {
  /** From raw rows: as far back as these are kept, for a day at most. */
  MINUTE(60, Duration.ofDays(1)),
  /** From hourly roll-ups. */
  HOUR(3_600, Duration.ofDays(800)),
  /** From daily roll-ups. */
  DAY(86_400, Duration.ofDays(4_000));

  private final long seconds;
  private final Duration longest;

  Step(long seconds, Duration longest) {
    this.seconds = seconds;
    this.longest = longest;
  }

  /** Width in seconds. */
  public long seconds() {
    return seconds;
  }

  /** Longest range that may be asked for. */
  Duration longest() {
    return longest;
  }

  /** As spelt in the API. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The step with this token.
   *
   * @throws InvalidQuery when there is none
   */
  public static Step of(String token) {
    return Arrays.stream(values())
        .filter(step -> step.token().equals(token))
        .findAny()
        .orElseThrow(
            () ->
                new InvalidQuery(
                    "step",
                    token,
                    "step is one of "
                        + Arrays.stream(values())
                            .map(Step::token)
                            .collect(Collectors.joining(", ")),
                    "Leave it out for hour."));
  }
}
