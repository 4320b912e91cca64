package io.trunkline.simulator.carrier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The carrier's side of digest authentication (RFC 7616): challenges and their verification. */
final class CarrierDigest {
  /** What became of an Authorization header. */
  enum Result {
    MISSING,
    STALE,
    WRONG,
    RIGHT
  }

  private static final int MOST_NONCES = 10_000;
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

  private final CarrierOptions options;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Integer> nonceCounts = new HashMap<>();

  CarrierDigest(CarrierOptions options) {
    this.options = options;
  }

  /** One challenge for each algorithm, all with one fresh nonce. */
  List<String> challenges(boolean stale) {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    if (nonceCounts.size() >= MOST_NONCES) {
      nonceCounts.clear();
    }
    nonceCounts.put(nonce, 0);
    return options.algorithms().stream()
        .map(
            algorithm ->
                "WWW-Authenticate: Digest realm=\"%s\", nonce=\"%s\", algorithm=%s%s%s"
                    .formatted(
                        options.realm(),
                        nonce,
                        algorithm,
                        options.qop().isEmpty() ? "" : ", qop=\"" + options.qop() + "\"",
                        stale ? ", stale=true" : ""))
        .toList();
  }

  Result verify(CarrierRequest request) {
    String header =
        request.values("Authorization").stream()
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("digest"))
            .findFirst()
            .orElse("");
    if (header.isEmpty()) {
      return Result.MISSING;
    }
    Map<String, String> given = parameters(header);
    String nonce = given.getOrDefault("nonce", "");
    Integer used = nonceCounts.get(nonce);
    String password = options.accounts().get(given.getOrDefault("username", ""));
    boolean right =
        password != null && response(request, given, password).equals(given.get("response"));
    if (!right || !given.getOrDefault("realm", "").equals(options.realm())) {
      return Result.WRONG;
    }
    if (used == null) {
      return Result.STALE;
    }
    if (!options.qop().isEmpty()) {
      int count = Integer.parseInt(given.getOrDefault("nc", "0"), 16);
      if (count <= used) {
        return Result.STALE;
      }
      nonceCounts.put(nonce, count);
    }
    return Result.RIGHT;
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> found = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      found.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return found;
  }

  private String response(CarrierRequest request, Map<String, String> given, String password) {
    String algorithm = given.getOrDefault("algorithm", "MD5");
    if (!options.algorithms().contains(algorithm)) {
      return "";
    }
    String qop = given.get("qop");
    String nonce = given.getOrDefault("nonce", "");
    String cnonce = given.getOrDefault("cnonce", "");
    String secret =
        hash(algorithm, given.get("username") + ":" + given.get("realm") + ":" + password);
    if (algorithm.endsWith("-sess")) {
      secret = hash(algorithm, secret + ":" + nonce + ":" + cnonce);
    }
    String asked = request.method() + ":" + given.get("uri");
    if ("auth-int".equals(qop)) {
      asked += ":" + hash(algorithm, request.body());
    }
    String middle = qop == null ? nonce : nonce + ":" + given.get("nc") + ":" + cnonce + ":" + qop;
    return hash(algorithm, secret + ":" + middle + ":" + hash(algorithm, asked));
  }

  private static String hash(String algorithm, @Nullable String text) {
    String plain = algorithm.replace("-sess", "");
    String java = plain.equals("SHA-512-256") ? "SHA-512/256" : plain;
    try {
      byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(java).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks " + java, e);
    }
  }
}
