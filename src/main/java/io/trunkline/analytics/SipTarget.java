package io.trunkline.analytics;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a checked SIP URI is a trunk's proxy. */
final class SipTarget {
  private static final Pattern URI =
      Pattern.compile("(sips?):(?:[^@]*@)?(\\[[^]]*\\]|[^:;?]+)(?::(\\d+))?(.*)");
  private static final Pattern PROXY = Pattern.compile("(\\[[^]]*\\]|[^:]+)(?::(\\d+))?");

  private SipTarget() {}

  /**
   * Whether both name the same host and port; a port that is not given is the scheme's (RFC 3261
   * 19.1.2).
   *
   * @param proxy {@code host[:port]}
   */
  static boolean isAt(String uri, String proxy) {
    Matcher target = URI.matcher(uri.toLowerCase(Locale.ROOT));
    Matcher address = PROXY.matcher(proxy.toLowerCase(Locale.ROOT));
    if (!target.matches() || !address.matches()) {
      return false;
    }
    boolean tls = "sips".equals(target.group(1)) || target.group(4).contains("transport=tls");
    String usual = tls ? "5061" : "5060";
    String port = target.group(3) == null ? usual : target.group(3);
    return target.group(2).equals(address.group(1))
        && port.equals(address.group(2) == null ? usual : address.group(2));
  }
}
