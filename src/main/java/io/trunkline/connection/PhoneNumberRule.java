package io.trunkline.connection;

import static io.trunkline.connection.TextRule.violation;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** A number in the international form of ITU-T E.164 that can exist in its country's plan. */
final class PhoneNumberRule {
  static final TextRule E164 = PhoneNumberRule::check;

  private static final String RULE =
      "a phone number in E.164 form: + and country code, digits only";

  private PhoneNumberRule() {}

  private static Optional<TextRule.Violation> check(String text) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    if (!text.startsWith("+")) {
      return violation(RULE, "Begin with + and the country code, such as +49 for Germany");
    }
    try {
      PhoneNumber number = numbers.parse(text, null);
      if (!numbers.isValidNumber(number)) {
        return violation("a number that exists in its country's plan", reason(numbers, number));
      }
      String e164 = numbers.format(number, PhoneNumberFormat.E164);
      return e164.equals(text) ? Optional.empty() : violation(RULE, "Write " + e164);
    } catch (NumberParseException e) {
      return violation(RULE, parseFix(e));
    }
  }

  private static String reason(PhoneNumberUtil numbers, PhoneNumber number) {
    String country = "country code " + number.getCountryCode();
    return switch (numbers.isPossibleNumberWithReason(number)) {
      case TOO_SHORT -> "Add the missing digits: it is too short for " + country;
      case TOO_LONG -> "Remove digits: it is too long for " + country;
      case IS_POSSIBLE_LOCAL_ONLY -> "Add the area code: it is a local number of " + country;
      case INVALID_COUNTRY_CODE -> "Correct the country code " + number.getCountryCode();
      default -> "Correct the digits: no such number range in " + country;
    };
  }

  private static String parseFix(NumberParseException e) {
    return switch (e.getErrorType()) {
      case INVALID_COUNTRY_CODE -> "Correct the country code: there is none like this";
      case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> "Add the missing digits: it is too short";
      case TOO_LONG -> "Remove digits: a number has at most 15";
      default -> "Write it like +493012345678";
    };
  }
}
