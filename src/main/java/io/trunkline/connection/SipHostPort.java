package io.trunkline.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The {@code hostport} of RFC 3261 section 25.1, with IPv6 addresses as RFC 5954 corrects them.
 *
 * @param host as written; an IPv6 address stands in brackets
 * @param port {@link #NO_PORT} when none was written. The grammar has no upper bound: what does not
 *     fit an {@code int} becomes {@link Integer#MAX_VALUE}, which {@link #obstacles()} refuses
 */
public record SipHostPort(String host, int port) {
  /** Stands for a port that was not written, which RFC 3261 19.1.4 tells apart from 5060. */
  public static final int NO_PORT = -1;

  private static final int HIGHEST_PORT = 65535;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
  private static final Pattern TOP_LABEL = Pattern.compile("[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** What a host is. */
  public enum HostKind {
    /** A name to be resolved. */
    NAME,
    /** Four decimal numbers. */
    IPV4,
    /** An address in brackets. */
    IPV6
  }

  /**
   * Reads {@code host [":" port]}.
   *
   * @param text nothing before or after it
   * @return host and port as written
   * @throws SipSyntaxException when the grammar does not allow it
   */
  public static SipHostPort parse(String text) {
    int colon = portColon(text);
    String host = colon < 0 ? text : text.substring(0, colon);
    checkHost(host);
    return new SipHostPort(host, colon < 0 ? NO_PORT : port(text, colon + 1));
  }

  /**
   * Tells names and addresses apart.
   *
   * @return the kind of the host
   */
  public HostKind hostKind() {
    if (host.startsWith("[")) {
      return HostKind.IPV6;
    }
    return IPV4.matcher(host).matches() ? HostKind.IPV4 : HostKind.NAME;
  }

  /**
   * The host as a socket wants it.
   *
   * @return the host without brackets
   */
  public String address() {
    return hostKind() == HostKind.IPV6 ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * The port, or another one where none was written.
   *
   * @param fallback the transport's default
   * @return the port to use
   */
  public int portOr(int fallback) {
    return port == NO_PORT ? fallback : port;
  }

  /**
   * What the grammar allows and a sender must refuse all the same.
   *
   * @return rules that do not hold, empty when something can be sent there
   */
  public List<String> obstacles() {
    List<String> rules = new ArrayList<>();
    if (port != NO_PORT && (port < 1 || port > HIGHEST_PORT)) {
      rules.add("a port is between 1 and " + HIGHEST_PORT);
    }
    if (hostKind() == HostKind.IPV4 && octets(host).stream().anyMatch(octet -> octet > 255)) {
      rules.add("each number of an IPv4 address is at most 255");
    }
    if (hostKind() == HostKind.NAME && tooLong(host)) {
      rules.add("a host name has at most 253 characters, each label at most 63 (RFC 1035)");
    }
    return rules;
  }

  /** The text form of the grammar, with the port only where one was written. */
  @Override
  public String toString() {
    return port == NO_PORT ? host : host + ":" + port;
  }

  /** Host compared as RFC 3261 19.1.4 does (letter case aside), port exactly. */
  boolean matches(SipHostPort other) {
    return port == other.port
        && host.toLowerCase(Locale.ROOT).equals(other.host.toLowerCase(Locale.ROOT));
  }

  private static int portColon(String text) {
    if (!text.startsWith("[")) {
      return text.indexOf(':');
    }
    int close = text.indexOf(']');
    if (close < 0) {
      throw new SipSyntaxException(text.length(), "an IPv6 address ends with a closing bracket");
    }
    if (close + 1 < text.length() && text.charAt(close + 1) != ':') {
      throw new SipSyntaxException(close + 1, "behind the bracket only a colon and a port follow");
    }
    return close + 1 < text.length() ? close + 1 : -1;
  }

  private static int port(String text, int from) {
    String digits = text.substring(from);
    if (!DIGITS.matcher(digits).matches()) {
      boolean address = text.indexOf(':', from) >= 0;
      throw new SipSyntaxException(
          from,
          address
              ? "an IPv6 address stands in brackets"
              : "a colon is followed by a port made of digits");
    }
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
  }

  private static void checkHost(String host) {
    if (host.isEmpty()) {
      throw new SipSyntaxException(0, "a host name or an address is missing");
    }
    if (host.startsWith("[")) {
      Ipv6Grammar.check(host.substring(1, host.length() - 1));
    } else if (!IPV4.matcher(host).matches()) {
      checkName(host);
    }
  }

  private static void checkName(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String[] labels = name.split("\\.", -1);
    int index = 0;
    for (int i = 0; i < labels.length; i++) {
      if (!LABEL.matcher(labels[i]).matches()) {
        throw new SipSyntaxException(
            index,
            "each label of a host name is made of letters, digits and inner hyphens, without blanks"
                + " or underscores");
      }
      if (i == labels.length - 1 && !TOP_LABEL.matcher(labels[i]).matches()) {
        throw new SipSyntaxException(
            index,
            "the last label of a host name begins with a letter; an IPv4 address has 4 parts");
      }
      index += labels[i].length() + 1;
    }
  }

  private static boolean tooLong(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.length() > LONGEST_NAME
        || List.of(name.split("\\.", -1)).stream().anyMatch(l -> l.length() > LONGEST_LABEL);
  }

  private static List<Integer> octets(String address) {
    return List.of(address.split("\\.", -1)).stream().map(Integer::valueOf).toList();
  }
}
