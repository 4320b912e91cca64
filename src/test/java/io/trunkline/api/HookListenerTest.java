package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port of hooks alone: who gets in by certificate, and whom it does not wait for. */
class HookListenerTest {
  private static final String PASSWORD = "changeit";
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path folder;
  private final int port = freePort();

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ApiService plain(Map<String, String> more) {
    Map<String, String> settings = new java.util.HashMap<>(more);
    settings.put("trunkline.hooks.listener.port", String.valueOf(port));
    settings.put("trunkline.hooks.token.scheme", "bearer");
    settings.put("trunkline.hooks.token.secret", TOKEN);
    return new ApiService(folder.resolve("data"), settings);
  }

  private static String event() {
    return "{\"id\":\""
        + UUID.randomUUID()
        + "\",\"event\":\"telephony:siptrunk:status\",\"data\":{\"sipTrunkId\":\"t1\",\"status\":\"up\"}}";
  }

  private int status(HttpClient client, String scheme, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString(event()))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void nothingButHooksIsServed() throws Exception {
    try (ApiService api = plain(Map.of())) {
      HttpClient client = HttpClient.newHttpClient();
      assertThat(status(client, "http", "/hooks/token")).isEqualTo(200);
      assertThat(status(client, "http", "/hooks/nobody")).isEqualTo(404);
      assertThat(status(client, "http", "/api/runs")).isEqualTo(404);
      assertThat(status(client, "http", "/health")).isEqualTo(404);
      assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads until the other side ends the connection. */
  private static String untilClosed(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder all = new StringBuilder();
    byte[] bytes = new byte[4_096];
    try {
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        all.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      return all.toString();
    }
    return all.toString();
  }

  private static final String HEAD =
      "POST /hooks/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization:"
          + " Bearer "
          + TOKEN
          + "\r\n";

  @Test
  @SuppressWarnings("BusyWait")
  void whoSaysNothingOrOnlyALittleAtATimeIsLetGo() throws Exception {
    try (ApiService api = plain(Map.of("trunkline.hooks.listener.idle", "500ms"))) {
      assertThat(api.service.url()).isNotEmpty();
      try (Socket silent = connect();
          Socket drops = connect();
          Socket second = connect()) {
        String body = event();
        write(second, HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body + HEAD);
        boolean ended = false;
        write(drops, HEAD);
        for (int i = 0; i < 400 && !ended; i++) {
          try {
            write(drops, "X-" + i + ": y\r\n");
            Thread.sleep(50);
          } catch (IOException e) {
            ended = true;
          }
        }
        assertThat(ended).as("a head that comes drop by drop").isTrue();
        assertThat(untilClosed(silent)).isEmpty();
        assertThat(untilClosed(second)).startsWith("HTTP/1.1 200").containsOnlyOnce("HTTP/1.1");
      }
    }
  }

  @Test
  void aRequestUnderWayIsNoIdleConnection() throws Exception {
    try (ApiService api =
        plain(
            Map.of(
                "trunkline.hooks.listener.idle", "300ms",
                "trunkline.hooks.body-within", "20s"))) {
      assertThat(api.service.url()).isNotEmpty();
      try (Socket slow = connect()) {
        String body = event();
        write(slow, HEAD + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n");
        for (int i = 0; i < body.length(); i++) {
          write(slow, body.substring(i, i + 1));
          Thread.sleep(10);
        }
        assertThat(untilClosed(slow)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void moreConnectionsThanAreAllowedAreClosed() throws Exception {
    try (ApiService api = plain(Map.of("trunkline.hooks.listener.connections", "3"))) {
      assertThat(api.service.url()).isNotEmpty();
      List<Socket> open = new ArrayList<>();
      try {
        for (int i = 0; i < 3; i++) {
          Socket socket = connect();
          open.add(socket);
          String body = event();
          write(socket, HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        try (Socket further = connect()) {
          assertThat(untilClosed(further)).isEmpty();
        }
        open.get(0).close();
        org.awaitility.Awaitility.await()
            .ignoreExceptions()
            .until(
                () -> {
                  try (Socket next = connect()) {
                    String body = event();
                    write(next, HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
                    return next.getInputStream().read() == 'H';
                  }
                });
      } finally {
        for (Socket socket : open) {
          socket.close();
        }
      }
    }
  }

  @Test
  void halfOfTlsIsRefusedAtTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("a.pem"), "x");
    assertThatThrownBy(() -> plain(Map.of("trunkline.hooks.listener.client-ca", file.toString())))
        .hasStackTraceContaining("StartException: trunkline.hooks.listener.");
    assertThatThrownBy(() -> plain(Map.of("trunkline.hooks.listener.key", "/nowhere/key.pem")))
        .hasStackTraceContaining("trunkline.hooks.listener.key = /nowhere/key.pem cannot be read");
  }

  // ---- Mutual TLS, with certificates made by openssl

  private void openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void authority(String name) throws Exception {
    openssl(
        ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 9 -subj /CN="
                + "%1$s -keyout %1$s.key -out %1$s.pem")
            .formatted(name)
            .split(" "));
  }

  private void issued(String name, String by) throws Exception {
    openssl(
        ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 9 -subj /CN="
                + "%1$s -keyout %1$s.key -out %1$s.pem -CA %2$s.pem -CAkey %2$s.key -addext"
                + " basicConstraints=CA:FALSE -addext subjectAltName=IP:127.0.0.1")
            .formatted(name, by)
            .split(" "));
    openssl(
        "pkcs12 -export -inkey %1$s.key -in %1$s.pem -out %1$s.p12 -passout pass:changeit"
            .formatted(name)
            .split(" "));
  }

  private HttpClient client(String certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(folder.resolve("ca.pem"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (!certificate.isEmpty()) {
      try (InputStream in = Files.newInputStream(folder.resolve(certificate + ".p12"))) {
        own.load(in, PASSWORD.toCharArray());
      }
    }
    keys.init(own, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  @Tag("peer")
  void onlyCertificatesOfTheAuthorityGetInAndOnlyTheNamedSubjectIsBelieved() throws Exception {
    authority("ca");
    authority("other");
    issued("server", "ca");
    issued("sender", "ca");
    issued("stranger", "other");
    try (ApiService api =
        plain(
            Map.of(
                "trunkline.hooks.listener.certificate", folder.resolve("server.pem").toString(),
                "trunkline.hooks.listener.key", folder.resolve("server.key").toString(),
                "trunkline.hooks.listener.client-ca", folder.resolve("ca.pem").toString(),
                "trunkline.hooks.any.scheme", "mtls",
                "trunkline.hooks.named.scheme", "mtls",
                "trunkline.hooks.named.subject", "CN=sender",
                "trunkline.hooks.another.scheme", "mtls",
                "trunkline.hooks.another.subject", "CN=somebody"))) {
      HttpClient sender = client("sender");
      assertThat(status(sender, "https", "/hooks/any")).isEqualTo(200);
      assertThat(status(sender, "https", "/hooks/named")).isEqualTo(200);
      assertThat(status(sender, "https", "/hooks/another")).isEqualTo(401);
      assertThat(status(sender, "https", "/hooks/token")).isEqualTo(200);
      for (String without : new String[] {"", "stranger"}) {
        HttpClient refused = client(without);
        assertThatThrownBy(() -> status(refused, "https", "/hooks/any"))
            .isInstanceOf(IOException.class);
      }
      // The service's own port verifies nobody, so that nobody is believed there.
      assertThat(api.post("/hooks/any", event(), "Content-Type", "application/json").statusCode())
          .isEqualTo(401);
    }
  }
}
