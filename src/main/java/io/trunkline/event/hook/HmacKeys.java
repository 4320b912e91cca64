package io.trunkline.event.hook;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of a source: the one that is in use, and those on their way in or out. */
final class HmacKeys {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<Mac> keys;

  HmacKeys(List<byte[]> secrets) {
    this.keys = secrets.stream().map(HmacKeys::keyed).toList();
  }

  private static Mac keyed(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** Whether one of the signatures is one of the keys' over the parts, in their order. */
  boolean signed(List<byte[]> signatures, byte[]... parts) {
    boolean found = false;
    for (Mac key : keys) {
      byte[] right = sign(key, parts);
      for (byte[] signature : signatures) {
        found |= MessageDigest.isEqual(right, signature);
      }
    }
    return found;
  }

  /** With a copy: asking the providers for an algorithm takes longer than what it does. */
  private static byte[] sign(Mac key, byte[]... parts) {
    try {
      Mac mac = (Mac) key.clone();
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java's HMAC-SHA256 can be copied", e);
    }
  }
}
