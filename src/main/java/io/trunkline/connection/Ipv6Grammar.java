package io.trunkline.connection;

import java.util.regex.Pattern;

/** {@code IPv6address} of RFC 5954 section 3 (that is RFC 3986): no zone identifiers. */
final class Ipv6Grammar {
  private static final int GROUPS = 8;
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern OCTETS =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private Ipv6Grammar() {}

  /**
   * Checks the text between the brackets.
   *
   * @throws SipSyntaxException when it is no IPv6 address; its index counts the opening bracket
   */
  static void check(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw new SipSyntaxException(gap + 1, "an IPv6 address has at most one double colon");
    }
    int groups =
        gap < 0
            ? groups(text, true)
            : groups(text.substring(0, gap), false) + groups(text.substring(gap + 2), true);
    boolean complete = gap < 0 ? groups == GROUPS : groups < GROUPS;
    if (!complete) {
      throw new SipSyntaxException(1, "an IPv6 address has 8 groups, or fewer and a double colon");
    }
  }

  /** Counts the groups of one side; an IPv4 address at the very end counts for two. */
  private static int groups(String side, boolean last) {
    if (side.isEmpty()) {
      return 0;
    }
    String[] parts = side.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        count++;
      } else if (last && i == parts.length - 1 && OCTETS.matcher(parts[i]).matches()) {
        count += 2;
      } else {
        throw new SipSyntaxException(
            1, "the groups of an IPv6 address are 1 to 4 hexadecimal digits, without a zone");
      }
    }
    return count;
  }
}
