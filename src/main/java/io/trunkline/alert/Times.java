package io.trunkline.alert;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as rules write them: {@code 90s}, {@code 15m}, {@code 2h}, {@code 7d}. */
final class Times {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(s|m|h|d)");
  private static final long MINUTE = 60;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private Times() {}

  static Optional<Duration> read(String text) {
    Matcher match = TEXT.matcher(text);
    return match.matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(match.group(1)) * unit(match.group(2))))
        : Optional.empty();
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "s" -> 1;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default -> DAY;
    };
  }

  static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds > 0 && seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds > 0 && seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds > 0 && seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
