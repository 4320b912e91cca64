package io.trunkline.event.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code trunkline.hooks.NAME.*}. */
public final class HookSettings {
  /** What the names of the settings begin with. */
  public static final String PREFIX = "trunkline.hooks.";

  private static final int SHORTEST_SECRET = 16;
  private static final String SECRET_PREFIX = "whsec_";
  private static final String PUBLIC_PREFIX = "whpk_";
  private static final String SCHEMES =
      "standard-webhooks, github, genesys, stripe, bearer, address, mtls or none";

  /** The fixed head of an ed25519 public key in X.509 form (RFC 8410 section 4). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Function<String, @Nullable String> value;
  private final boolean loopback;
  private final ReplayWindow window;

  /**
   * With where settings are found.
   *
   * @param value of a setting; null when it is not there or empty
   * @param loopback whether only this machine can reach the service
   * @param window how far from now a signed time may be
   */
  public HookSettings(Function<String, @Nullable String> value, boolean loopback, Duration window) {
    this.value = value;
    this.loopback = loopback;
    this.window = new ReplayWindow(window);
  }

  /**
   * The sources by name.
   *
   * @param names of all settings that begin with {@link #PREFIX}
   * @throws HookSettingsException when one is wrong
   */
  public Map<String, HookSource> read(Set<String> names) {
    Map<String, HookSource> sources = new TreeMap<>();
    for (String name : new TreeSet<>(names)) {
      if (name.endsWith(".scheme") && value.apply(name) != null) {
        String source = name.substring(PREFIX.length(), name.length() - ".scheme".length());
        sources.put(source, source(source, names));
      }
    }
    return sources;
  }

  private HookSource source(String name, Set<String> names) {
    String prefix = PREFIX + name + ".";
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new HookSettingsException(
          prefix + "scheme",
          "a source's name has 1 to 64 letters, digits, - and _",
          "Give it another name; it is part of the URL.");
    }
    String scheme = String.valueOf(value.apply(prefix + "scheme"));
    AddressList addresses = addresses(prefix);
    return new HookSource(
        name,
        text(prefix + "org", ""),
        scheme,
        scheme(prefix, scheme, addresses, names),
        addresses,
        duplicates(prefix));
  }

  private SignatureScheme scheme(
      String prefix, String scheme, AddressList addresses, Set<String> names) {
    return switch (scheme) {
      case "standard-webhooks" -> standard(prefix, names);
      case "github" -> new HubSignature(new HmacKeys(secrets(prefix, names)), true);
      case "genesys" -> new HubSignature(new HmacKeys(secrets(prefix, names)), false);
      case "stripe" ->
          new StripeSignature(
              new HmacKeys(secrets(prefix, names)),
              window,
              text(prefix + "header", "Stripe-Signature"));
      case "bearer" -> new BearerToken(secrets(prefix, names));
      case "mtls" -> mutualTls(value.apply(prefix + "subject"));
      case "address" -> {
        if (addresses.isEmpty()) {
          throw new HookSettingsException(
              prefix + "addresses",
              "the scheme address needs the addresses that may send",
              "List addresses and CIDR blocks with commas between.");
        }
        yield (request, now) -> new Proof(null);
      }
      case "none" -> {
        if (!loopback) {
          throw new HookSettingsException(
              prefix + "scheme",
              "none lets everybody in, and others can reach the service",
              "Choose a scheme that signs, or listen on 127.0.0.1.");
        }
        yield (request, now) -> request.address().isLoopbackAddress() ? new Proof(null) : null;
      }
      default ->
          throw new HookSettingsException(
              prefix + "scheme", scheme + " is no scheme", "Choose " + SCHEMES + ".");
    };
  }

  private static SignatureScheme mutualTls(@Nullable String subject) {
    return (request, now) -> {
      String shown = request.certificate();
      return shown != null && (subject == null || subject.equals(shown)) ? new Proof(null) : null;
    };
  }

  private SignatureScheme standard(String prefix, Set<String> names) {
    List<byte[]> secrets = new ArrayList<>();
    List<PublicKey> keys = new ArrayList<>();
    for (String name : secretNames(prefix, names)) {
      String text = String.valueOf(value.apply(name));
      if (text.startsWith(PUBLIC_PREFIX)) {
        keys.add(publicKey(name, text.substring(PUBLIC_PREFIX.length())));
      } else {
        String base64 =
            text.startsWith(SECRET_PREFIX) ? text.substring(SECRET_PREFIX.length()) : text;
        secrets.add(longEnough(name, decoded(name, base64)));
      }
    }
    return new StandardWebhooks(new HmacKeys(secrets), keys, window);
  }

  private static byte[] decoded(String name, String base64) {
    byte[] bytes = StandardWebhooks.base64(base64);
    if (bytes == null) {
      throw new HookSettingsException(
          name,
          "a Standard Webhooks secret is whsec_ and base64, a public key whpk_ and base64",
          "Make one with: echo whsec_$(openssl rand -base64 32)");
    }
    return bytes;
  }

  private static PublicKey publicKey(String name, String base64) {
    byte[] raw = decoded(name, base64);
    byte[] encoded = new byte[ED25519.length + raw.length];
    System.arraycopy(ED25519, 0, encoded, 0, ED25519.length);
    System.arraycopy(raw, 0, encoded, ED25519.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new HookSettingsException(
          name, "is no ed25519 public key", "Give whpk_ and the base64 of its 32 bytes.");
    }
  }

  private List<byte[]> secrets(String prefix, Set<String> names) {
    return secretNames(prefix, names).stream()
        .map(name -> longEnough(name, String.valueOf(value.apply(name)).getBytes(UTF_8)))
        .toList();
  }

  private List<String> secretNames(String prefix, Set<String> names) {
    List<String> found = new ArrayList<>();
    Set<String> all = new TreeSet<>(names);
    all.add(prefix + "secret");
    for (String name : all) {
      boolean secret = name.equals(prefix + "secret") || name.startsWith(prefix + "secret.");
      if (secret && value.apply(name) != null) {
        found.add(name);
      }
    }
    if (found.isEmpty()) {
      throw new HookSettingsException(
          prefix + "secret",
          "the scheme needs a secret",
          "Set it, best by an environment variable; further ones are .secret.2 and so on.");
    }
    return found;
  }

  private static byte[] longEnough(String name, byte[] secret) {
    if (secret.length < SHORTEST_SECRET) {
      throw new HookSettingsException(
          name,
          "a secret has at least " + SHORTEST_SECRET + " bytes",
          "Make one with: openssl rand -base64 32");
    }
    return secret;
  }

  private AddressList addresses(String prefix) {
    try {
      return new AddressList(text(prefix + "addresses", ""));
    } catch (IllegalArgumentException e) {
      throw new HookSettingsException(
          prefix + "addresses",
          String.valueOf(e.getMessage()),
          "List addresses and CIDR blocks such as 203.0.113.0/24 with commas between.");
    }
  }

  private int duplicates(String prefix) {
    String text = text(prefix + "duplicates", "200");
    return switch (text) {
      case "200" -> 200;
      case "409" -> 409;
      default ->
          throw new HookSettingsException(
              prefix + "duplicates", text + " is no answer to a duplicate", "Set 200 or 409.");
    };
  }

  private String text(String name, String unsaid) {
    String text = value.apply(name);
    return text == null ? unsaid : text;
  }
}
