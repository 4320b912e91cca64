package io.trunkline.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks over TCP: framing, torn and merged segments, closing and refusing peers. */
class TcpCheckTest {
  private final CheckFixture fixture = new CheckFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static CheckTarget target(int port) {
    return CheckTarget.parse("sip:127.0.0.1:" + port + ";transport=tcp");
  }

  private Verdict check(StreamPeer.Script script) throws IOException {
    try (StreamPeer peer = new StreamPeer(null, script)) {
      return fixture.options(target(peer.port()));
    }
  }

  @Test
  void aTornAnswerIsPutTogether() throws Exception {
    Verdict verdict =
        check(
            (socket, out, request) -> {
              socket.setTcpNoDelay(true);
              byte[] data = Reply.to(request, "200 OK").body("body").bytes();
              for (int i = 0; i < data.length; i += 7) {
                out.write(Arrays.copyOfRange(data, i, Math.min(data.length, i + 7)));
                out.flush();
              }
            });
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.transport()).isEqualTo("tcp");
    assertThat(verdict.timing().connect()).isPositive();
    assertThat(verdict.traffic().copies()).isEqualTo(1);
  }

  @Test
  void mergedMessagesAreCutApart() throws Exception {
    Verdict verdict =
        check(
            (socket, out, request) -> {
              String all =
                  "\r\n\r\n"
                      + new String(Reply.to(request, "100 Trying").bytes(), UTF_8)
                      + new String(
                          Reply.to(request, "200 OK")
                              .mapLines(l -> l.replace("z9hG4bK", "z9hG4bKx"))
                              .body("stranger")
                              .bytes(),
                          UTF_8)
                      + new String(Reply.to(request, "486 Busy").bytes(), UTF_8);
              out.write(all.getBytes(UTF_8));
            });
    assertThat(verdict.status()).isEqualTo(486);
    assertThat(verdict.traffic().provisional()).containsExactly(100);
    assertThat(verdict.traffic().strays()).isEqualTo(1);
  }

  @Test
  void silenceIsATimeoutWithoutCopies() throws Exception {
    Verdict verdict = check((socket, out, request) -> {});
    assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
    assertThat(verdict.traffic().copies()).isEqualTo(1);
  }

  @Test
  void aPeerThatHangsUpIsUnreachableAtOnce() throws Exception {
    Verdict verdict = check((socket, out, request) -> socket.close());
    assertThat(verdict.failure()).isEqualTo(FailureClass.UNREACHABLE);
    assertThat(verdict.text()).contains("closed the connection");
  }

  @Test
  void aRefusedConnectionIsUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, Loopback.v4(1))) {
      port = socket.getLocalPort();
    }
    Verdict verdict = fixture.options(target(port));
    assertThat(verdict.failure()).isEqualTo(FailureClass.UNREACHABLE);
    assertThat(verdict.text()).contains("refused");
  }

  @Test
  void aPortThatTakesNoConnectionIsATimeout() throws Exception {
    // With a backlog of one and nobody accepting, Linux drops the SYNs of further connections.
    try (ServerSocket socket = new ServerSocket(0, 1, Loopback.v4(1));
        java.net.Socket first = new java.net.Socket(Loopback.v4(1), socket.getLocalPort());
        java.net.Socket second = new java.net.Socket(Loopback.v4(1), socket.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      CheckTiming timing =
          new CheckTiming(
              CheckFixture.QUICK.timers(),
              Duration.ofSeconds(10),
              Duration.ofMillis(300),
              Duration.ofSeconds(1));
      Verdict verdict =
          fixture.run(
              CheckRequest.of(target(socket.getLocalPort()), CheckMethod.OPTIONS).with(timing));
      assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
      assertThat(verdict.text()).contains("no TCP connection");
    }
  }

  @Test
  void aStreamThatIsNoSipIsMalformedOrClosed() throws Exception {
    Verdict verdict =
        check((socket, out, request) -> out.write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(UTF_8)));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.traffic().malformed()).isEqualTo(1);
  }

  @Test
  void anEndlessHeaderIsCutOff() throws Exception {
    Verdict verdict =
        check(
            (socket, out, request) -> {
              byte[] chunk = "X: ".concat("y".repeat(1000)).concat("\r\n").getBytes(UTF_8);
              out.write("SIP/2.0 200 OK\r\n".getBytes(UTF_8));
              for (int i = 0; i < 200; i++) {
                out.write(chunk);
              }
            });
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.traffic().malformed()).isEqualTo(1);
  }

  @Test
  void digestOverTcp() throws Exception {
    Verdict verdict;
    try (StreamPeer peer =
        new StreamPeer(
            null,
            (socket, out, request) ->
                out.write(
                    Reply.field(request, "Authorization").isEmpty()
                        ? Reply.to(request, "401 Unauthorized")
                            .with("WWW-Authenticate: Digest realm=\"e\", nonce=\"n\"")
                            .bytes()
                        : Reply.to(request, "200 OK").bytes()))) {
      verdict = fixture.register(target(peer.port()));
      assertThat(peer.requests()).allMatch(r -> r.contains("Via: SIP/2.0/TCP "));
    }
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
  }
}
