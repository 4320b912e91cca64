package io.trunkline.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as {@link Instant#toString} writes them, without a formatter: it interprets its pattern
 * anew for each, and an event has a dozen of them.
 */
public final class IsoTime {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;

  private IsoTime() {}

  /** {@return the text of a time, to the nanosecond where it has them} */
  public static String of(Instant time) {
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      return time.toString();
    }
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(30);
    digits(text, utc.getYear(), 1_000).append('-');
    digits(text, utc.getMonthValue(), 10).append('-');
    digits(text, utc.getDayOfMonth(), 10).append('T');
    digits(text, utc.getHour(), 10).append(':');
    digits(text, utc.getMinute(), 10).append(':');
    digits(text, utc.getSecond(), 10);
    int nano = time.getNano();
    if (nano % MILLI == 0 && nano != 0) {
      digits(text.append('.'), nano / MILLI, 100);
    } else if (nano % MICRO == 0 && nano != 0) {
      digits(text.append('.'), nano / MICRO, 100_000);
    } else if (nano != 0) {
      digits(text.append('.'), nano, 100_000_000);
    }
    return text.append('Z').toString();
  }

  /** With as many digits as the unit of the first one says. */
  private static StringBuilder digits(StringBuilder text, int number, int firstUnit) {
    for (int unit = firstUnit; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
    return text;
  }
}
