package io.trunkline.sip.digest;

import io.trunkline.sip.message.HeaderText;
import io.trunkline.sip.message.SipSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of WWW-Authenticate or Proxy-Authenticate (RFC 7616 section 3.3).
 *
 * @param proxy whether a proxy asks (407) instead of the registrar (401)
 * @param scheme {@code Digest}, or one we cannot answer
 * @param realm the protection domain, unquoted
 * @param nonce the server's nonce, unquoted
 * @param opaque to be returned as it is, or null
 * @param algorithm the algorithm's name as sent; {@code MD5} when absent
 * @param qops the qualities of protection offered, lower case; empty for RFC 2069 servers
 * @param stale whether only the nonce of the last answer was wrong
 */
public record Challenge(
    boolean proxy,
    String scheme,
    String realm,
    String nonce,
    @Nullable String opaque,
    String algorithm,
    List<String> qops,
    boolean stale) {

  /**
   * Reads all challenges of one header field, also several on one line.
   *
   * @param name WWW-Authenticate or Proxy-Authenticate
   * @param lines the field's values
   * @throws SipSyntaxException when a Digest challenge lacks realm or nonce
   */
  public static List<Challenge> read(String name, List<String> lines) throws SipSyntaxException {
    List<Challenge> found = new ArrayList<>(2);
    for (String line : lines) {
      readLine(name, line, found);
    }
    return found;
  }

  private static void readLine(String name, String line, List<Challenge> found)
      throws SipSyntaxException {
    String scheme = "";
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : HeaderText.split(name, line, ',')) {
      String parameter = part;
      int end = endOfScheme(part);
      if (end > 0) {
        if (!scheme.isEmpty()) {
          found.add(of(name, line, scheme, parameters));
        }
        scheme = part.substring(0, end);
        parameters = new LinkedHashMap<>();
        parameter = part.substring(end).strip();
      }
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            HeaderText.unquote(parameter.substring(equals + 1).strip()));
      }
    }
    if (scheme.isEmpty()) {
      throw new SipSyntaxException(name, line, "must start with a scheme (RFC 7235 4.1)");
    }
    found.add(of(name, line, scheme, parameters));
  }

  /**
   * Where the scheme ends in "scheme" or "scheme name=value", which start the next challenge; 0 in
   * "name=value", which goes on with this one.
   */
  private static int endOfScheme(String part) {
    int blank = part.indexOf(' ');
    int equals = part.indexOf('=');
    if (blank < 0) {
      return equals < 0 ? part.length() : 0;
    }
    boolean blankBeforeEquals = part.substring(blank).strip().startsWith("=");
    return equals >= 0 && (equals < blank || blankBeforeEquals) ? 0 : blank;
  }

  private static Challenge of(
      String name, String line, String scheme, Map<String, String> parameters)
      throws SipSyntaxException {
    boolean digest = scheme.equalsIgnoreCase("Digest");
    String realm = parameters.get("realm");
    String nonce = parameters.get("nonce");
    if (digest && (realm == null || nonce == null)) {
      throw new SipSyntaxException(name, line, "must hold realm and nonce (RFC 7616 3.3)");
    }
    return new Challenge(
        name.equalsIgnoreCase("Proxy-Authenticate"),
        scheme,
        realm == null ? "" : realm,
        nonce == null ? "" : nonce,
        parameters.get("opaque"),
        parameters.getOrDefault("algorithm", "MD5"),
        qops(parameters.getOrDefault("qop", "")),
        parameters.getOrDefault("stale", "").equalsIgnoreCase("true"));
  }

  private static List<String> qops(String text) {
    if (text.equals("auth")) {
      return List.of(text);
    }
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .filter(qop -> !qop.isEmpty())
        .toList();
  }

  /**
   * The algorithm to answer with, or empty when scheme, algorithm or every qop is foreign to us.
   */
  public Optional<DigestAlgorithm> usableAlgorithm() {
    boolean usableQop = qops.isEmpty() || qops.contains("auth") || qops.contains("auth-int");
    return scheme.equalsIgnoreCase("Digest") && usableQop
        ? DigestAlgorithm.named(algorithm)
        : Optional.empty();
  }

  /** The quality of protection to answer with: auth, auth-int, or null for RFC 2069 servers. */
  @Nullable String chosenQop() {
    if (qops.isEmpty()) {
      return null;
    }
    return qops.contains("auth") ? "auth" : "auth-int";
  }
}
