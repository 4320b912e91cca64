package io.trunkline.event.hook;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Hub-Signature-256: sha256=...} over the body: GitHub writes the digest in hex, Genesys
 * Cloud's open messaging in base64. Neither signs a time or an id, so that an event is known by its
 * body.
 */
final class HubSignature implements SignatureScheme {
  private static final String PREFIX = "sha256=";

  private final HmacKeys secrets;
  private final boolean hex;

  HubSignature(HmacKeys secrets, boolean hex) {
    this.secrets = secrets;
    this.hex = hex;
  }

  @Override
  public @Nullable Proof verify(HookRequest request, Instant now) {
    String header = request.header("X-Hub-Signature-256");
    if (header == null || !header.startsWith(PREFIX)) {
      return null;
    }
    String text = header.substring(PREFIX.length());
    byte[] signature = hex ? hex(text) : StandardWebhooks.base64(text);
    boolean found = signature != null && secrets.signed(List.of(signature), request.body());
    return found ? new Proof(null) : null;
  }

  static byte @Nullable [] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
