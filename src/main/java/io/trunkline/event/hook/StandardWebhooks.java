package io.trunkline.event.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks (standardwebhooks.com, specification 1.0): {@code webhook-id}, {@code
 * webhook-timestamp} and {@code webhook-signature} over {@code id.timestamp.body}; {@code v1} is
 * HMAC-SHA256, {@code v1a} ed25519.
 */
final class StandardWebhooks implements SignatureScheme {
  private static final int MOST_SIGNATURES = 16;
  private static final int LONGEST_ID = 500;

  private final HmacKeys secrets;
  private final List<PublicKey> publicKeys;
  private final ReplayWindow window;

  StandardWebhooks(HmacKeys secrets, List<PublicKey> publicKeys, ReplayWindow window) {
    this.secrets = secrets;
    this.publicKeys = List.copyOf(publicKeys);
    this.window = window;
  }

  @Override
  public @Nullable Proof verify(HookRequest request, Instant now) {
    String id = request.header("webhook-id");
    String timestamp = request.header("webhook-timestamp");
    String header = request.header("webhook-signature");
    if (id == null || id.isBlank() || id.length() > LONGEST_ID || header == null) {
      return null;
    }
    if (!window.holds(timestamp, now)) {
      return null;
    }
    byte[] head = (id + '.' + timestamp + '.').getBytes(UTF_8);
    List<byte[]> symmetric = signatures(header, "v1,");
    boolean found = secrets.signed(symmetric, head, request.body());
    for (byte[] signature : signatures(header, "v1a,")) {
      for (PublicKey key : publicKeys) {
        found |= verified(key, signature, head, request.body());
      }
    }
    return found ? new Proof(id) : null;
  }

  private static List<byte[]> signatures(String header, String version) {
    List<byte[]> signatures = new ArrayList<>();
    for (String each : header.split(" ", MOST_SIGNATURES + 1)) {
      if (each.startsWith(version) && signatures.size() < MOST_SIGNATURES) {
        byte[] bytes = base64(each.substring(version.length()));
        if (bytes != null) {
          signatures.add(bytes);
        }
      }
    }
    return signatures;
  }

  static byte @Nullable [] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean verified(PublicKey key, byte[] signature, byte[] head, byte[] body) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(head);
      verifier.update(body);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // also what a signature of the wrong length ends in
    }
  }
}
