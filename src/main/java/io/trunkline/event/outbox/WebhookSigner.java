package io.trunkline.event.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Signs a message as Standard Webhooks (specification 1.0) wants it, so that its receiver can tell
 * where it is from and what it has seen before. The secret is in the property {@value #SECRET}, and
 * is there no more afterwards.
 */
public final class WebhookSigner {
  /** The exchange's property with the secret: {@code whsec_} and base64. */
  public static final String SECRET = "webhookSecret";

  private final Clock clock;

  /** With the clock of its timestamps. */
  public WebhookSigner(Clock clock) {
    this.clock = clock;
  }

  /** Sets {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}. */
  public void sign(Exchange exchange) {
    String secret = String.valueOf(exchange.removeProperty(SECRET));
    Message message = exchange.getMessage();
    String id = message.getHeader(TrunkEventsConstants.ID, String.class);
    String time = String.valueOf(clock.instant().getEpochSecond());
    String signed = id + '.' + time + '.' + message.getBody(String.class);
    message.setHeader("webhook-id", id);
    message.setHeader("webhook-timestamp", time);
    message.setHeader("webhook-signature", "v1," + hmac(key(secret), signed));
  }

  private static byte[] key(String secret) {
    try {
      return Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    } catch (IllegalArgumentException e) {
      // The cause would show the secret.
      throw new IllegalArgumentException(
          "the sink's secret: whsec_ and base64 are wanted; make one with: echo whsec_$(openssl"
              + " rand -base64 32)");
    }
  }

  private static String hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
