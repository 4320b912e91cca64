package io.trunkline.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.digest.Challenge;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a peer sends: a message or the typed error, never anything else. */
class ResponseFuzzTest {
  private static final byte[] SEED =
      MessageText.response()
          .start("SIP/2.0 401 Unauthorized")
          .with(
              "WWW-Authenticate", "Digest realm=\"nest\", nonce=\"a\\\"b\", qop=\"auth,auth-int\"")
          .with("Contact", "\"W\" <sip:wren@192.0.2.9;ob>;expires=60, <sip:rook@[2001:db8::1]>")
          .with("m", "sip:owl@192.0.2.3;q=0.3")
          .bytes();
  private final SipMessageReader reader = new SipMessageReader(ReaderLimits.DEFAULT);

  @Property(tries = 2000)
  void randomBytes(@ForAll @Size(max = 2000) byte[] data) {
    readAll(data);
  }

  @Property(tries = 5000)
  void goodResponseWithSpoiledBytes(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 100_000) Integer> places,
      @ForAll @Size(min = 12, max = 12) byte[] values) {
    byte[] data = SEED.clone();
    for (int i = 0; i < places.size(); i++) {
      data[places.get(i) % data.length] = values[i];
    }
    readAll(data);
  }

  @Property(tries = 3000)
  void goodResponseWithDelimitersThrownIn(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 100_000) Integer> places,
      @ForAll @IntRange(max = 1000) int cut) {
    StringBuilder text = new StringBuilder(new String(SEED, StandardCharsets.UTF_8));
    String delimiters = "\"<>;,=:\\ \r\n\t[]@/?";
    for (int place : places) {
      text.insert(place % text.length(), delimiters.charAt(place % delimiters.length()));
    }
    byte[] data = text.toString().getBytes(StandardCharsets.UTF_8);
    readAll(Arrays.copyOf(data, Math.max(0, data.length - cut % data.length)));
  }

  private void readAll(byte[] data) {
    try {
      SipMessage message = reader.read(data);
      assertThat(message.headers().first("Call-ID")).isNotNull();
      Challenge.read("WWW-Authenticate", message.headers().lines("WWW-Authenticate"));
    } catch (SipSyntaxException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
    }
    StreamFramer framer = new StreamFramer(ReaderLimits.DEFAULT);
    try {
      framer.add(data);
    } catch (SipSyntaxException e) {
      assertThat(e.part()).isIn("Message", "Content-Length");
    }
    assertThat(framer.waiting()).isLessThanOrEqualTo(data.length);
  }
}
