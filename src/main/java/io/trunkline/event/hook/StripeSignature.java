package io.trunkline.event.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stripe's way: one header {@code t=SECONDS,v1=HEX[,v1=HEX]} over {@code t.body}. */
final class StripeSignature implements SignatureScheme {
  private static final int MOST_PARTS = 16;

  private final HmacKeys secrets;
  private final ReplayWindow window;
  private final String name;

  StripeSignature(HmacKeys secrets, ReplayWindow window, String name) {
    this.secrets = secrets;
    this.window = window;
    this.name = name;
  }

  @Override
  public @Nullable Proof verify(HookRequest request, Instant now) {
    String header = request.header(name);
    if (header == null) {
      return null;
    }
    String time = null;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", MOST_PARTS)) {
      if (part.startsWith("t=") && time == null) {
        time = part.substring(2);
      } else if (part.startsWith("v1=")) {
        byte[] bytes = HubSignature.hex(part.substring(3));
        if (bytes != null) {
          signatures.add(bytes);
        }
      }
    }
    if (!window.holds(time, now)) {
      return null;
    }
    boolean found = secrets.signed(signatures, (time + '.').getBytes(UTF_8), request.body());
    return found ? new Proof(null) : null;
  }
}
