package io.trunkline.analytics;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a checked SIP URI leads, to find the trunk whose proxy is there. */
final class SipTarget {
  private static final Pattern URI =
      Pattern.compile("(sips?):(?:[^@]*@)?(\\[[^]]*\\]|[^:;?]+)(?::(\\d+))?(.*)");

  private SipTarget() {}

  /**
   * Every way to write the host and port of a SIP URI, lower-cased; a port that is not given is the
   * scheme's (RFC 3261 19.1.2).
   *
   * @return {@code host:port}, and {@code host} alone when the port is the usual one; none when it
   *     is no SIP URI
   */
  static List<String> places(String uri) {
    Matcher target = URI.matcher(uri.toLowerCase(Locale.ROOT));
    if (!target.matches()) {
      return List.of();
    }
    boolean tls = "sips".equals(target.group(1)) || target.group(4).contains("transport=tls");
    String usual = tls ? "5061" : "5060";
    String port = target.group(3) == null ? usual : target.group(3);
    String host = target.group(2);
    return port.equals(usual) ? List.of(host, host + ":" + port) : List.of(host + ":" + port);
  }

  /** A trunk's proxy, {@code host[:port]}, as {@link #places} writes it. */
  static String place(String proxy) {
    return proxy.toLowerCase(Locale.ROOT);
  }
}
