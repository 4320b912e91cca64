package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that are broken or hostile: the others are served, and memory stays within bounds. */
class RoughClientsTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final int BODY = 100_000;

  @TempDir static Path data;
  private static ApiService api;

  @BeforeAll
  static void start() {
    api =
        new ApiService(
            data,
            Map.of(
                "trunkline.hooks.token.scheme", "bearer",
                "trunkline.hooks.token.secret", TOKEN,
                "trunkline.hooks.max-body", String.valueOf(BODY),
                "trunkline.hooks.buffered", "2000000",
                "trunkline.hooks.body-within", "3s"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static int served() {
    String body =
        "{\"id\":\"%s\",\"event\":\"telephony:siptrunk:status\",\"data\":{\"sipTrunkId\":\"t\",\"status\":\"up\"}}"
            .formatted(UUID.randomUUID());
    return api.post(
            "/hooks/token",
            body,
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + TOKEN)
        .statusCode();
  }

  private static InetSocketAddress address() {
    URI uri = URI.create(api.service.url());
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  /** Sends bytes as they are; the first line of the answer, empty when there is none. */
  private static String sent(byte[] bytes) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address());
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes);
      InputStream in = socket.getInputStream();
      byte[] answer = in.readNBytes(12);
      return new String(answer, StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] request(String headers, byte[] body) {
    byte[] head =
        ("POST /hooks/token HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + TOKEN
                + "\r\n"
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer all = ByteBuffer.allocate(head.length + body.length);
    return all.put(head).put(body).array();
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 50; i++) {
        gzip.write(zeros);
      }
    }
    return packed.toByteArray();
  }

  @Test
  void packedBodiesAreNeverUnpacked() throws IOException {
    byte[] bomb = bomb();
    for (String encoding : new String[] {"gzip", "GZIP", "deflate", "br", "gzip, gzip", "zstd"}) {
      assertThat(
              sent(
                  request(
                      "Content-Type: application/json\r\nContent-Encoding: " + encoding + "\r\n",
                      bomb)))
          .as(encoding)
          .isEqualTo("HTTP/1.1 415");
    }
    // Without saying so, the bytes are the event: they are kept as they came.
    assertThat(sent(request("Content-Type: application/json\r\n", bomb))).isEqualTo("HTTP/1.1 200");
    assertThat(served()).isEqualTo(200);
  }

  @Test
  void headersOfAnyBytesAreAnsweredAndBreakNothing() throws IOException {
    byte[] event = "{}".getBytes(StandardCharsets.US_ASCII);
    String json = "Content-Type: application/json\r\n";
    for (String odd :
        new String[] {
          json + "X-Name: \u00fcml\u00e4ut \u00ff\u0080\r\n",
          json + "X-\u00e9: a\r\n",
          json + "webhook-signature: v1,\u00ff\r\n",
          json + "X-Empty:\r\n",
          json + "X-Nul: a\0b\r\n",
          json + " folded: a\r\n",
          json + "no colon\r\n",
          "Content-Type: application/j\u00f6on\r\n",
          json + "X-Long: " + "a".repeat(20_000) + "\r\n",
          json + "Expect: 100-continue\r\nExpect: other\r\n",
          json + "Content-Length: 9\r\n",
        }) {
      assertThat(sent(request(odd, event)))
          .as(odd.length() > 100 ? "long" : odd)
          .matches("HTTP/1.1 (100|200|400|401|413|415|417|431)|");
      assertThat(served()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoJsonByItsOwnWordIsRefused() throws IOException {
    byte[] event = "{}".getBytes(StandardCharsets.US_ASCII);
    for (String type :
        new String[] {
          "text/json", "application/xml", "application/jsonx", "*/*", "", "multipart/form-data"
        }) {
      assertThat(sent(request("Content-Type: " + type + "\r\n", event)))
          .as(type)
          .isEqualTo("HTTP/1.1 415");
    }
    assertThat(sent(request("", event))).isEqualTo("HTTP/1.1 415");
    for (String type :
        new String[] {
          "application/json", "Application/JSON; charset=utf-8", "application/x+json"
        }) {
      assertThat(sent(request("Content-Type: " + type + "\r\n", event)))
          .as(type)
          .isEqualTo("HTTP/1.1 200");
    }
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Half say nothing at all, half stop in the middle of a head. */
  @Test
  @Tag("slow")
  void thousandsOfIdleConnectionsDisturbNobody() throws IOException {
    assertThat(served()).isEqualTo(200);
    long before = used();
    List<SocketChannel> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 2_000; i++) {
        SocketChannel channel = SocketChannel.open(address());
        idle.add(channel);
        if (i % 2 == 0) {
          channel.write(
              ByteBuffer.wrap("POST /hooks/token HT".getBytes(StandardCharsets.US_ASCII)));
        }
      }
      for (int i = 0; i < 50; i++) {
        assertThat(served()).isEqualTo(200);
      }
      assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(used() - before).as("bytes for 2,000 connections").isLessThan(64L << 20);
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }

  @Test
  @Tag("slow")
  void hundredsOfBodiesThatNeverEndTakeNoMoreMemoryThanIsSet() throws IOException {
    assertThat(served()).isEqualTo(200);
    long before = used();
    List<SocketChannel> open = new ArrayList<>();
    byte[] part = request("Content-Type: application/json\r\n", new byte[BODY - 1]);
    try {
      for (int i = 0; i < 200; i++) {
        SocketChannel channel = SocketChannel.open(address());
        open.add(channel);
        // All but the last bytes.
        ByteBuffer most = ByteBuffer.wrap(part, 0, part.length - 100);
        channel.configureBlocking(false);
        for (int tries = 0; most.hasRemaining() && tries < 1_000; tries++) {
          channel.write(most);
        }
      }
      assertThat(used() - before).as("bytes for 200 bodies").isLessThan(32L << 20);
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(() -> served() == 200);
    } finally {
      for (SocketChannel channel : open) {
        channel.close();
      }
    }
  }
}
