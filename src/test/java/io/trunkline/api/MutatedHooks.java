package io.trunkline.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Signs a request, changes something that the signature covers or is made of, and sends it: raw, on
 * a connection that stays open, because a client library would not send most of it.
 */
final class MutatedHooks {
  private final URI service;
  private final String secret;
  private final Random random;
  private final Map<Integer, Integer> answers = new TreeMap<>();

  MutatedHooks(URI service, String secret, Random random) {
    this.service = service;
    this.secret = secret;
    this.random = random;
  }

  /** A signed request; each field may be changed. */
  private static final class Signed {
    byte[] id;
    byte[] time;
    byte[] signature;
    byte[] body;

    Signed(Webhook webhook, Random random) throws Exception {
      long now = Instant.now().getEpochSecond();
      String text = "{\"event\":\"x\",\"n\":" + random.nextInt() + ",\"data\":{}}";
      String name = "fuzz-" + random.nextLong();
      id = name.getBytes(ISO_8859_1);
      time = String.valueOf(now).getBytes(ISO_8859_1);
      signature = webhook.sign(name, now, text).getBytes(ISO_8859_1);
      body = text.getBytes(UTF_8);
    }
  }

  void send(int count) throws Exception {
    Webhook webhook = new Webhook(secret);
    Socket socket = null;
    for (int i = 0; i < count; i++) {
      if (socket == null || socket.isClosed()) {
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
      }
      Signed request = new Signed(webhook, random);
      mutate(request);
      int status = exchange(socket, request);
      answers.merge(status, 1, Integer::sum);
      if (status != 401) {
        socket.close();
      }
    }
    if (socket != null) {
      socket.close();
    }
    assertThat(answers).as("answers by status").doesNotContainKeys(200, 202, 204, 409);
    assertThat(answers.keySet()).allMatch(status -> status >= 400 && status < 500);
    assertThat(answers.get(401)).isGreaterThan(count / 2);
  }

  private void mutate(Signed request) {
    switch (random.nextInt(4)) {
      case 0 -> request.id = changed(request.id);
      case 1 -> request.time = changed(request.time);
      case 2 -> request.signature = changedSignature(request.signature);
      default -> request.body = changed(request.body);
    }
  }

  /** Another digest: a change of base64's spare bits would be none. */
  private byte[] changedSignature(byte[] signature) {
    byte[] changed = signature.clone();
    int at = random.nextInt(3 + 40);
    byte before = changed[at];
    changed[at] = (byte) (before == 'A' ? 'B' : 'A');
    byte[] twice = random.nextInt(4) == 0 ? changed(changed) : changed;
    // The second change may have taken the first one back.
    return Arrays.equals(twice, signature) ? changed : twice;
  }

  /** At least one byte differs, or one is gone, or one is new. */
  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] other = bytes.clone();
        byte before = other[at];
        while (other[at] == before || space(other[at])) {
          other[at] = (byte) (33 + random.nextInt(223));
        }
        return other;
      }
      case 1 -> {
        byte[] shorter = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
        return shorter;
      }
      case 2 -> {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = '7';
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
      }
      default -> {
        return new byte[] {'0'};
      }
    }
  }

  private static boolean space(byte b) {
    return b == 0x20 || b == 0x09 || b == (byte) 0x85 || b == (byte) 0xa0;
  }

  private int exchange(Socket socket, Signed request) throws IOException {
    OutputStream out = socket.getOutputStream();
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    all.write(
        ("POST /hooks/ops HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + request.body.length
                + "\r\n")
            .getBytes(ISO_8859_1));
    header(all, "webhook-id", request.id);
    header(all, "webhook-timestamp", request.time);
    header(all, "webhook-signature", request.signature);
    all.write("\r\n".getBytes(ISO_8859_1));
    all.write(request.body);
    out.write(all.toByteArray());
    out.flush();
    return answer(new BufferedInputStream(socket.getInputStream()));
  }

  private static void header(java.io.ByteArrayOutputStream all, String name, byte[] value)
      throws IOException {
    all.write((name + ": ").getBytes(ISO_8859_1));
    all.write(value);
    all.write("\r\n".getBytes(ISO_8859_1));
  }

  private static int answer(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      }
    }
    in.skipNBytes(length);
    return Integer.parseInt(status.substring(9, 12));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the service closed the connection after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
