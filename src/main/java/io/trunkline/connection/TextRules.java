package io.trunkline.connection;

import static io.trunkline.connection.TextRule.violation;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules for single texts of a spec, each with the reason a person needs. */
final class TextRules {
  private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final Pattern CALLER_NAME = Pattern.compile("[\\S ]{0,40}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern IDENTIFIER_LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private static final Set<String> TIME_ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(zone -> !zone.startsWith("SystemV/"))
          .collect(Collectors.toUnmodifiableSet());
  private static final List<String> COUNTRIES = List.of(Locale.getISOCountries());

  /** A name that Genesys can show and find again. */
  static final TextRule NAME =
      text ->
          text.equals(text.strip()) && text.chars().noneMatch(Character::isISOControl)
              ? Optional.empty()
              : violation(
                  "a name has no blanks at its ends and no control characters",
                  "Remove the blanks around it");

  /** ISO 3166-1 alpha-2, capitals. */
  static final TextRule COUNTRY = TextRules::country;

  /** An IANA zone name; offsets do not know summer time. */
  static final TextRule TIME_ZONE = TextRules::timeZone;

  /** Local wall-clock time, hours and minutes. */
  static final TextRule CLOCK_TIME =
      text ->
          CLOCK.matcher(text).matches()
              ? Optional.empty()
              : violation("a local time HH:mm, from 00:00 to 23:59", "Write it like 02:00");

  /** {@code trunk_outboundIdentity_callingName} of the fact sheet, 3.6. */
  static final TextRule CALLER_NAME_RULE =
      text ->
          CALLER_NAME.matcher(text).matches()
              ? Optional.empty()
              : violation(
                  "a caller name has at most 40 characters, no tabs or line breaks",
                  "Shorten it to 40 characters of plain text");

  /** A name that shells can export. */
  static final TextRule ENVIRONMENT_VARIABLE =
      text ->
          VARIABLE.matcher(text).matches()
              ? Optional.empty()
              : violation(
                  "the name of an environment variable: letters, digits and underscores",
                  "Put the password into a variable such as TRUNK_PASSWORD and write that name");

  /** An inbound identifier becomes labels of a host name, so it obeys their grammar. */
  static final TextRule TERMINATION_IDENTIFIER =
      text ->
          terminationIdentifier(text)
              ? Optional.empty()
              : violation(
                  "letters, digits and inner hyphens, dots between labels of at most 63"
                      + " characters, as it becomes part of a host name",
                  "Choose a word such as acme-berlin");

  private TextRules() {}

  static boolean terminationIdentifier(String text) {
    return text.length() <= 200
        && Arrays.stream(text.split("\\.", -1))
            .allMatch(l -> IDENTIFIER_LABEL.matcher(l).matches());
  }

  private static Optional<TextRule.Violation> country(String text) {
    if (COUNTRIES.contains(text)) {
      return Optional.empty();
    }
    String fix =
        COUNTRIES.stream()
            .filter(code -> countryIsCalled(code, text))
            .findFirst()
            .map(code -> "Write " + code)
            .orElse("Write two capital letters, such as DE for Germany");
    return violation("a country code of ISO 3166-1 alpha-2", fix);
  }

  private static boolean countryIsCalled(String code, String text) {
    Locale country = new Locale.Builder().setRegion(code).build();
    return code.equalsIgnoreCase(text)
        || country.getISO3Country().equalsIgnoreCase(text)
        || country.getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(text)
        || (code.equals("GB") && text.equalsIgnoreCase("UK"));
  }

  private static Optional<TextRule.Violation> timeZone(String text) {
    if (TIME_ZONES.contains(text)) {
      return Optional.empty();
    }
    String fix =
        DidYouMean.among(TIME_ZONES, text)
            .map(zone -> "Write " + zone)
            .orElse("Write it like Europe/Berlin; an offset does not know summer time");
    return violation("an IANA time zone name", fix);
  }

  /** Reads what {@link #CLOCK_TIME} has accepted; midnight for anything else. */
  static LocalTime clockTime(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      return LocalTime.MIDNIGHT;
    }
  }
}
