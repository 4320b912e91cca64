package io.trunkline.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Messages come out of a stream whole, however the segments were cut. */
class StreamFramingTest {

  @Property(tries = 300)
  void anyCutGivesTheSameMessages(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 300) Integer> bodies,
      @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 200) Integer> cuts)
      throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<String> sent = new ArrayList<>();
    for (int length : bodies) {
      MessageText message = MessageText.response();
      message.with("Content-Length", String.valueOf(length)).body("b".repeat(length));
      sent.add(message.text());
      stream.writeBytes(message.bytes());
      stream.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    List<String> got = feed(new StreamFramer(ReaderLimits.DEFAULT), stream.toByteArray(), cuts);

    assertThat(got).isEqualTo(sent);
  }

  private static List<String> feed(StreamFramer framer, byte[] all, List<Integer> cuts)
      throws SipSyntaxException {
    List<String> got = new ArrayList<>();
    int at = 0;
    int turn = 0;
    while (at < all.length) {
      int length = cuts.isEmpty() ? all.length : cuts.get(turn++ % cuts.size());
      int end = Math.min(all.length, at + length);
      for (byte[] message : framer.add(Arrays.copyOfRange(all, at, end))) {
        got.add(new String(message, StandardCharsets.UTF_8));
      }
      at = end;
    }
    return got;
  }

  @Test
  void aHeaderWithoutEndIsRefusedAtTheLimit() {
    StreamFramer framer = new StreamFramer(new ReaderLimits(1000, 10, 1000));
    byte[] endless =
        "SIP/2.0 200 OK\r\nX: ".concat("y".repeat(1100)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> framer.add(endless))
        .isInstanceOf(SipSyntaxException.class)
        .hasMessageContaining("above 1000 bytes");
  }

  @Test
  void aBodyAboveTheLimitIsRefusedBeforeItIsHeld() {
    StreamFramer framer = new StreamFramer(new ReaderLimits(1000, 10, 1000));
    byte[] data = MessageText.response().with("Content-Length", "999999999").bytes();
    assertThatThrownBy(() -> framer.add(data))
        .isInstanceOf(SipSyntaxException.class)
        .hasMessageContaining("must not exceed 1000");
    assertThat(framer.waiting()).isLessThan(1000);
  }

  @Test
  void aMessageWithoutLengthIsRefused() {
    StreamFramer framer = new StreamFramer(ReaderLimits.DEFAULT);
    byte[] data = MessageText.response().without("Content-Length").bytes();
    assertThatThrownBy(() -> framer.add(data)).hasMessageContaining("mandatory on a stream");
  }

  @Test
  void compactAndFoldedLengthCounts() throws Exception {
    StreamFramer framer = new StreamFramer(ReaderLimits.DEFAULT);
    byte[] data =
        MessageText.response()
            .without("Content-Length")
            .with("l  :", "\r\n  4")
            .body("eggs")
            .bytes();
    assertThat(framer.add(data)).hasSize(1);
  }
}
