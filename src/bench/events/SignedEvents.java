import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests with one event each, signed as Standard Webhooks want it, made as they are needed by one
 * thread: a few microseconds each, so that what is measured is not the generator. Each event turns
 * its trunk over.
 */
final class SignedEvents {
  static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int TRUNKS = 1_000;

  private final String run = UUID.randomUUID().toString();
  private final String head;
  private final Mac mac;

  SignedEvents(URI url) throws GeneralSecurityException {
    head =
        "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\n"
            .formatted(url.getPath(), url.getHost(), url.getPort());
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
  }

  String id(long number) {
    return run + '-' + number;
  }

  ByteBuffer request(long number) {
    Instant now = Instant.now();
    String id = id(number);
    String body =
        "{\"id\":\""
            + id
            + "\",\"event\":\"telephony:siptrunk:status\",\"timestamp\":\""
            + now
            + "\",\"data\":{\"edgeId\":\"e-1\",\"sipTrunkId\":\"t-"
            + number % TRUNKS
            + "\",\"status\":\""
            + (number / TRUNKS % 2 == 0 ? "registered" : "unregistered")
            + "\"}}";
    String signed = id + '.' + now.getEpochSecond() + '.' + body;
    String signature =
        Base64.getEncoder()
            .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.ISO_8859_1)));
    String request =
        head
            + "webhook-id: "
            + id
            + "\r\nwebhook-timestamp: "
            + now.getEpochSecond()
            + "\r\nwebhook-signature: v1,"
            + signature
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
  }
}
