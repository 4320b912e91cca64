package io.trunkline.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OPTIONS over UDP against peers that behave and misbehave. */
class OptionsCheckTest {
  private final CheckFixture fixture = new CheckFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aPlainYes() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> p.send(Reply.to(r, "200 OK").with("Server: Nest/1").bytes(), from))) {
      Verdict verdict = fixture.options(peer.target());
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(verdict.reachable()).isTrue();
      assertThat(verdict.server()).isEqualTo("Nest/1");
      assertThat(verdict.timing().first()).isPositive();
      assertThat(verdict.traffic().copies()).isEqualTo(1);
      String request = peer.requests().get(0);
      assertThat(request).startsWith("OPTIONS sip:127.0.0.1:" + peer.port() + " SIP/2.0\r\n");
      assertThat(request).contains("Max-Forwards: 70\r\n", ";rport\r\n", "Content-Length: 0\r\n");
      assertThat(Reply.field(request, "Via"))
          .startsWith("SIP/2.0/UDP " + verdict.path().local() + ";branch=z9hG4bK");
    }
  }

  @Test
  void theAddressThatThePeerSaw() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "200 OK")
                        .mapLines(l -> l.replace(";rport", ";rport=61234;received=203.0.113.9"))
                        .bytes(),
                    from))) {
      Verdict.Path path = fixture.options(peer.target()).path();
      assertThat(path.seen()).isEqualTo("203.0.113.9:61234");
      assertThat(path.nat()).isTrue();
    }
  }

  @Test
  void silenceIsATimeoutAfterElevenIdenticalCopies() throws Exception {
    try (UdpPeer peer = new UdpPeer((p, r, from) -> {})) {
      Verdict verdict = fixture.options(peer.target());
      assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
      assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(verdict.reachable()).isFalse();
      assertThat(verdict.text()).contains("allow list");
      assertThat(verdict.traffic().copies()).isEqualTo(11);
      assertThat(Set.copyOf(peer.requests())).hasSize(1);
    }
  }

  @Test
  void icmpEndsTheCheckAtOnce() throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, Loopback.v4(1))) {
      port = socket.getLocalPort();
    }
    Verdict verdict = fixture.options(CheckTarget.parse("sip:127.0.0.1:" + port));
    assertThat(verdict.failure()).isEqualTo(FailureClass.UNREACHABLE);
    assertThat(verdict.text()).contains("ICMP port unreachable");
    assertThat(verdict.traffic().copies()).isEqualTo(1);
  }

  @Test
  void strangersAreIgnoredUntilTheRightAnswer() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              p.send("garbage, not SIP".getBytes(UTF_8), from);
              p.send(
                  Reply.to(r, "200 OK").mapLines(l -> l.replace("z9hG4bK", "z9hG4bKx")).bytes(),
                  from);
              p.send(
                  Reply.to(r, "200 OK")
                      .mapLines(l -> l.replaceAll("^(CSeq: \\d+) .*", "$1 REGISTER"))
                      .bytes(),
                  from);
              p.send(
                  Reply.to(r, "200 OK").with("Via: SIP/2.0/UDP other;branch=z9hG4bKy").bytes(),
                  from);
              p.send("\r\n\r\n".getBytes(UTF_8), from);
              p.send(Reply.to(r, "404 Not Found").bytes(), from);
            })) {
      Verdict verdict = fixture.options(peer.target());
      assertThat(verdict.status()).isEqualTo(404);
      assertThat(verdict.traffic().strays()).isEqualTo(3);
      assertThat(verdict.traffic().malformed()).isEqualTo(1);
    }
  }

  @Test
  void onlyGarbageIsMalformedAndOnlyStraysAreATimeout() throws Exception {
    try (UdpPeer peer = new UdpPeer((p, r, from) -> p.send("no".getBytes(UTF_8), from))) {
      assertThat(fixture.options(peer.target()).failure()).isEqualTo(FailureClass.MALFORMED);
    }
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "200 OK").mapLines(l -> l.replace("z9hG4bK", "z9hG4bKx")).bytes(),
                    from))) {
      Verdict verdict = fixture.options(peer.target());
      assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
      assertThat(verdict.text()).contains("match no request of ours");
    }
  }

  @Test
  void anAnswerFromAnotherAddressCountsAndIsReported() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, Loopback.v4(2));
        UdpPeer peer =
            new UdpPeer(
                (p, r, from) -> {
                  byte[] data = Reply.to(r, "200 OK").bytes();
                  other.send(new DatagramPacket(data, data.length, from));
                })) {
      Verdict verdict = fixture.options(peer.target());
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(verdict.path().answeredFrom()).isEqualTo("127.0.0.2:" + other.getLocalPort());
    }
  }

  @Test
  void provisionalAnswersAreNotedAndHugeOnesRead() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              p.send(Reply.to(r, "100 Trying").bytes(), from);
              p.send(Reply.to(r, "200 OK").with("X-Huge: " + "h".repeat(40_000)).bytes(), from);
              p.send(Reply.to(r, "200 OK").bytes(), from);
            })) {
      Verdict verdict = fixture.options(peer.target());
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(verdict.traffic().provisional()).containsExactly(100);
      assertThat(verdict.timing().first()).isLessThanOrEqualTo(verdict.timing().last());
    }
  }

  @Test
  void compactAndFoldedAnswersAreRead() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "200 OK")
                        .mapLines(
                            l ->
                                l.replaceFirst("^Via: ", "v :\r\n ")
                                    .replaceFirst("^From: ", "f:")
                                    .replaceFirst("^To: ", "t  : \"a, b\" ")
                                    .replaceFirst("^Call-ID: ", "i:")
                                    .replaceFirst("^CSeq: (\\d+) ", "cseq: $1\r\n\t"))
                        .with("l: 0")
                        .bytes(),
                    from))) {
      assertThat(fixture.options(peer.target()).outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void ipv6() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(Loopback.v6(), (p, r, from) -> p.send(Reply.to(r, "200 OK").bytes(), from))) {
      Verdict verdict = fixture.options(CheckTarget.parse("sip:[::1]:" + peer.port()));
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(peer.requests().get(0)).contains("Via: SIP/2.0/UDP [0:0:0:0:0:0:0:1]:");
    }
  }

  @Test
  void manyChecksOfOnePeerKeepApart() throws Exception {
    try (UdpPeer peer = new UdpPeer((p, r, from) -> p.send(Reply.to(r, "200 OK").bytes(), from))) {
      var futures =
          IntStream.range(0, 500)
              .mapToObj(
                  i -> fixture.checker.check(CheckRequest.of(peer.target(), CheckMethod.OPTIONS)))
              .toList();
      assertThat(futures.stream().map(f -> f.join().outcome()).collect(Collectors.toSet()))
          .containsExactly(Outcome.OK);
      assertThat(peer.requests().stream().map(r -> Reply.field(r, "Call-ID")).distinct())
          .hasSize(500);
    }
  }

  @Test
  void closingEndsWhatIsUnderWayAsUnknown() throws Exception {
    try (UdpPeer peer = new UdpPeer((p, r, from) -> {})) {
      var future = fixture.checker.check(CheckRequest.of(peer.target(), CheckMethod.OPTIONS));
      await().until(() -> !peer.requests().isEmpty());
      fixture.checker.close();
      assertThat(future.join().outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(
              fixture
                  .checker
                  .check(CheckRequest.of(peer.target(), CheckMethod.OPTIONS))
                  .join()
                  .outcome())
          .isEqualTo(Outcome.UNKNOWN);
    }
  }

  @Test
  void aLocalAddressThatIsNotOursIsUnknown() throws Exception {
    CheckRequest request =
        CheckRequest.of(CheckTarget.parse("sip:127.0.0.1:9"), CheckMethod.OPTIONS)
            .from(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
    Verdict verdict = fixture.run(request);
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(verdict.failure()).isEqualTo(FailureClass.INTERNAL);
  }
}
