package io.trunkline.sip.message;

import java.util.Arrays;
import java.util.Locale;

/** Header field names as we write them, and the compact forms of RFC 3261 section 7.3.3. */
public final class HeaderName {
  public static final String ACCEPT = "Accept";
  public static final String ALLOW = "Allow";
  public static final String AUTHORIZATION = "Authorization";
  public static final String CALL_ID = "Call-ID";
  public static final String CONTACT = "Contact";
  public static final String CONTENT_LENGTH = "Content-Length";
  public static final String CSEQ = "CSeq";
  public static final String EXPIRES = "Expires";
  public static final String FROM = "From";
  public static final String MAX_FORWARDS = "Max-Forwards";
  public static final String MIN_EXPIRES = "Min-Expires";
  public static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";
  public static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
  public static final String RETRY_AFTER = "Retry-After";
  public static final String SERVER = "Server";
  public static final String TO = "To";
  public static final String USER_AGENT = "User-Agent";
  public static final String VIA = "Via";
  public static final String WWW_AUTHENTICATE = "WWW-Authenticate";

  private static final String[][] BY_LENGTH =
      byLength(
          ACCEPT,
          ALLOW,
          AUTHORIZATION,
          CALL_ID,
          CONTACT,
          CONTENT_LENGTH,
          CSEQ,
          EXPIRES,
          FROM,
          MAX_FORWARDS,
          MIN_EXPIRES,
          PROXY_AUTHENTICATE,
          PROXY_AUTHORIZATION,
          RETRY_AFTER,
          SERVER,
          TO,
          USER_AGENT,
          VIA,
          WWW_AUTHENTICATE);

  private HeaderName() {}

  private static String[][] byLength(String... names) {
    String[][] table = new String[20][0];
    for (String name : names) {
      String[] others = table[name.length()];
      String[] more = Arrays.copyOf(others, others.length + 1);
      more[others.length] = name;
      table[name.length()] = more;
    }
    return table;
  }

  /**
   * The name that stands between these places: one instance of each that we know, in any case, so
   * that looking for it mostly ends at the first comparison.
   */
  static String at(String text, int from, int to) {
    int length = to - from;
    if (length > 1 && length < BY_LENGTH.length) {
      for (String name : BY_LENGTH[length]) {
        if (text.startsWith(name, from) || text.regionMatches(true, from, name, 0, length)) {
          return name;
        }
      }
    }
    return text.substring(from, to);
  }

  /** The long name of a compact one; any other name comes back as it is. */
  static String expand(String name) {
    if (name.length() != 1) {
      return name;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "v" -> VIA;
      case "f" -> FROM;
      case "t" -> TO;
      case "i" -> CALL_ID;
      case "m" -> CONTACT;
      case "l" -> CONTENT_LENGTH;
      case "c" -> "Content-Type";
      case "e" -> "Content-Encoding";
      case "k" -> "Supported";
      case "s" -> "Subject";
      case "o" -> "Event";
      case "u" -> "Allow-Events";
      case "r" -> "Refer-To";
      case "b" -> "Referred-By";
      default -> name;
    };
  }

  /** Whether values of this header field hold credentials. */
  static boolean isSecret(String name) {
    return name.equalsIgnoreCase(AUTHORIZATION) || name.equalsIgnoreCase(PROXY_AUTHORIZATION);
  }
}
