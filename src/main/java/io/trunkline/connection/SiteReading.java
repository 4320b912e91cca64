package io.trunkline.connection;

import io.trunkline.connection.Connection.Site;
import io.trunkline.connection.Connection.UpdateWindow;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code site} of a connection. */
final class SiteReading {
  private static final Duration SHORTEST_WINDOW = Duration.ofHours(2);

  private final Section section;

  SiteReading(Section section) {
    this.section = section;
  }

  Site read() {
    String mediaModel = section.text("mediaModel", TextRule.oneOf(Vocabulary.MEDIA_MODELS));
    String timeZone = section.text("timeZone", TextRules.TIME_ZONE);
    Site site =
        new Site(
            section.required("name", TextRules.NAME),
            timeZone,
            window(timeZone),
            mediaModel == null ? Defaults.MEDIA_MODEL : mediaModel,
            section.someTexts("mediaRegions", TextRules.NAME),
            section.digits("callerId", PhoneNumberRule.E164),
            section.text("callerName", TextRules.NAME));
    section.finish();
    return site;
  }

  private @Nullable UpdateWindow window(@Nullable String timeZone) {
    Section window = section.section("updateWindow");
    if (window == null) {
      return timeZone == null ? null : Defaults.UPDATE_WINDOW;
    }
    String start = window.text("start", TextRules.CLOCK_TIME);
    String end = window.text("end", TextRules.CLOCK_TIME);
    List<String> days = window.someTexts("days", TextRule.oneOf(Vocabulary.WEEKDAYS));
    window.finish();
    if (!section.has("timeZone")) {
      section.error(
          "updateWindow",
          "",
          "an update window is local time and needs the site's timeZone",
          "Add timeZone, such as Europe/Berlin");
    }
    UpdateWindow read =
        new UpdateWindow(
            start == null ? Defaults.WINDOW_START : TextRules.clockTime(start),
            end == null ? Defaults.WINDOW_END : TextRules.clockTime(end),
            days);
    checkLength(window, read);
    return timeZone == null ? null : read;
  }

  private static void checkLength(Section window, UpdateWindow read) {
    LocalTime start = read.start();
    Duration length = Duration.between(start, read.end());
    Duration overnight = length.isNegative() || length.isZero() ? length.plusDays(1) : length;
    if (overnight.compareTo(SHORTEST_WINDOW) < 0) {
      String shown = start + "-" + read.end();
      String fix = "Move the end to " + start.plus(SHORTEST_WINDOW) + " or later";
      window.error("end", shown, "an update window is at least two hours long", fix);
    }
  }
}
