package io.trunkline.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REGISTER over UDP: challenges, refusals, bindings. */
class RegisterCheckTest {
  private static final String MD5 =
      "WWW-Authenticate: Digest realm=\"edge.test\", nonce=\"%s\", qop=\"auth\"";
  private final CheckFixture fixture = new CheckFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static boolean authorized(String request) {
    return !Reply.field(request, "Authorization").isEmpty();
  }

  private static String contact(String request) {
    return "Contact: " + Reply.field(request, "Contact");
  }

  @Test
  void aQueryBindsNothing() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    authorized(r)
                        ? Reply.to(r, "200 OK")
                            .with("Contact: <sip:desk@192.0.2.1>;expires=90")
                            .bytes()
                        : Reply.to(r, "401 Unauthorized").with(MD5.formatted("n1")).bytes(),
                    from))) {
      Verdict verdict = fixture.register(peer.target().inDomain("edge.test"));

      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(CheckFixture.registration(verdict).contacts())
          .containsExactly("sip:desk@192.0.2.1");
      assertThat(CheckFixture.digest(verdict).algorithm()).isEqualTo("MD5");
      assertThat(verdict.traffic().requests()).isEqualTo(2);
      List<String> sent = peer.requests();
      assertThat(sent).allMatch(r -> r.startsWith("REGISTER sip:edge.test SIP/2.0\r\n"));
      assertThat(sent).noneMatch(r -> r.contains("Contact:") || r.contains("Expires:"));
      assertThat(sent).allMatch(r -> Reply.field(r, "To").equals("<sip:probe@edge.test>"));
      assertThat(sent.stream().map(r -> Reply.field(r, "Call-ID")).distinct()).hasSize(1);
      assertThat(sent.stream().map(r -> Reply.field(r, "Via")).distinct()).hasSize(2);
      assertThat(sent.stream().map(r -> Reply.field(r, "CSeq")))
          .containsExactly("1 REGISTER", "2 REGISTER");
      assertThat(String.join("", sent)).doesNotContain("s3cret");
    }
  }

  @Test
  void wrongPasswordStopsAfterOneTry() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "401 Unauthorized").with(MD5.formatted("same")).bytes(), from))) {
      Verdict verdict = fixture.register(peer.target());
      assertThat(verdict.failure()).isEqualTo(FailureClass.AUTH);
      assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(verdict.reachable()).isTrue();
      assertThat(verdict.text()).contains("edge.test", "probe").doesNotContain("s3cret");
      assertThat(peer.requests()).hasSize(2);
    }
  }

  @Test
  void staleNoncesAreAnsweredTwiceNotForEver() throws Exception {
    AtomicInteger nonce = new AtomicInteger();
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "401 Unauthorized")
                        .with(MD5.formatted("n" + nonce.incrementAndGet()) + ", stale=true")
                        .bytes(),
                    from))) {
      Verdict verdict = fixture.register(peer.target());
      assertThat(verdict.failure()).isEqualTo(FailureClass.AUTH);
      assertThat(verdict.text()).contains("stale");
      assertThat(peer.requests()).hasSize(4);
    }
  }

  @Test
  void oneStaleNonceIsRepaired() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              String auth = Reply.field(r, "Authorization");
              Reply reply =
                  auth.contains("\"n2\"")
                      ? Reply.to(r, "200 OK")
                      : Reply.to(r, "401 Unauthorized")
                          .with(
                              auth.isEmpty()
                                  ? MD5.formatted("n1")
                                  : MD5.formatted("n2") + ",stale=true");
              p.send(reply.bytes(), from);
            })) {
      assertThat(fixture.register(peer.target()).outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void theStrongestOfSeveralChallengesIsAnswered() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    authorized(r)
                        ? Reply.to(r, "200 OK").bytes()
                        : Reply.to(r, "401 Unauthorized")
                            .with(
                                "WWW-Authenticate: Digest realm=\"e\", nonce=\"x\", algorithm=WHIRL-1")
                            .with(
                                "WWW-Authenticate: Digest realm=\"e\", nonce=\"x\", algorithm=MD5")
                            .with(
                                "WWW-Authenticate: Digest realm=\"e\", nonce=\"x\", algorithm=SHA-256, qop=\"auth\"")
                            .bytes(),
                    from))) {
      assertThat(CheckFixture.digest(fixture.register(peer.target())).algorithm())
          .isEqualTo("SHA-256");
    }
  }

  @Test
  void aProxyAndARegistrarAreBothAnswered() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              Reply reply;
              if (Reply.field(r, "Proxy-Authorization").isEmpty()) {
                reply =
                    Reply.to(r, "407 Proxy Authentication Required")
                        .with("Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"p\"");
              } else if (!authorized(r)) {
                reply = Reply.to(r, "401 Unauthorized").with(MD5.formatted("n"));
              } else {
                reply = Reply.to(r, "200 OK");
              }
              p.send(reply.bytes(), from);
            })) {
      Verdict verdict = fixture.register(peer.target());
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(verdict.traffic().requests()).isEqualTo(3);
    }
  }

  @Test
  void missingCredentialsAreUnknownNeverOk() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(Reply.to(r, "401 Unauthorized").with(MD5.formatted("n")).bytes(), from))) {
      Verdict verdict =
          fixture.run(
              CheckRequest.of(peer.target(), CheckMethod.REGISTER).with(CheckFixture.QUICK));
      assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(verdict.failure()).isEqualTo(FailureClass.AUTH);
      assertThat(verdict.text()).contains("--user");
    }
  }

  @Test
  void foreignAlgorithmsAreNamed() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "401 Unauthorized")
                        .with(
                            "WWW-Authenticate: Digest realm=\"e\", nonce=\"x\", algorithm=AKAv1-MD5")
                        .bytes(),
                    from))) {
      Verdict verdict = fixture.register(peer.target());
      assertThat(verdict.failure()).isEqualTo(FailureClass.UNSUPPORTED_AUTH);
      assertThat(verdict.text()).contains("AKAv1-MD5");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403 Forbidden, FORBIDDEN",
    "404 Not Found, NOT_FOUND",
    "408 Request Timeout, REJECTED",
    "480 Temporarily Unavailable, BUSY",
    "486 Busy Here, BUSY",
    "405 Method Not Allowed, NOT_SUPPORTED",
    "302 Moved Temporarily, REDIRECT",
    "503 Service Unavailable, SERVER_ERROR",
    "600 Busy Everywhere, BUSY",
    "603 Decline, GLOBAL_FAILURE",
    "499 Odd, REJECTED"
  })
  void finalAnswersHaveTheirClass(String status, FailureClass expected) throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, status)
                        .with("Retry-After: 120 (in maintenance);duration=60")
                        .with("Contact: <sip:b@192.0.2.2>;q=0.2, <sip:a@192.0.2.1>;q=0.9")
                        .bytes(),
                    from))) {
      Verdict verdict = fixture.register(peer.target());
      assertThat(verdict.failure()).isEqualTo(expected);
      assertThat(verdict.reachable()).isTrue();
      assertThat(verdict.accepted()).isFalse();
      assertThat(verdict.retryAfterSeconds()).isEqualTo(120);
      if (expected == FailureClass.REDIRECT) {
        assertThat(verdict.redirects()).containsExactly("sip:a@192.0.2.1", "sip:b@192.0.2.2");
      }
    }
  }

  @Test
  void redirectionsAreFollowedOnRequest() throws Exception {
    try (UdpPeer second = new UdpPeer((p, r, from) -> p.send(Reply.to(r, "200 OK").bytes(), from));
        UdpPeer first =
            new UdpPeer(
                (p, r, from) ->
                    p.send(
                        Reply.to(r, "302 Moved Temporarily")
                            .with("Contact: <sip:127.0.0.1:" + second.port() + ">")
                            .bytes(),
                        from))) {
      CheckRequest request =
          CheckRequest.of(first.target(), CheckMethod.REGISTER)
              .with(CheckFixture.QUICK)
              .with(new AnswerPolicy(AliveRule.ALIVE, true, AnswerPolicy.DEFAULT.weakest()));
      Verdict verdict = fixture.run(request);
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(verdict.attempts()).hasSize(2);
      assertThat(verdict.target()).isEqualTo(first.target().uri());
      assertThat(Reply.field(second.requests().get(0), "CSeq")).isEqualTo("2 REGISTER");
    }
  }

  @Test
  void aBindingIsRemovedAndNoOtherContactTouched() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, "200 OK")
                        .with("Contact: <sip:desk@192.0.2.1>;expires=90")
                        .with(contact(r).replace("expires=60", "expires=45"))
                        .bytes(),
                    from))) {
      Verdict verdict =
          fixture.run(
              CheckRequest.of(peer.target(), CheckMethod.REGISTER)
                  .with(CheckFixture.QUICK)
                  .binding(60));
      assertThat(CheckFixture.registration(verdict).ownBinding()).isTrue();
      assertThat(CheckFixture.registration(verdict).grantedSeconds()).isEqualTo(45);
      assertThat(CheckFixture.registration(verdict).removal()).isEqualTo("removed");
      assertThat(peer.requests()).hasSize(2);
      String bind = Reply.field(peer.requests().get(0), "Contact");
      String unbind = Reply.field(peer.requests().get(1), "Contact");
      assertThat(bind).contains("trunkline-", "@" + verdict.path().local()).endsWith("expires=60");
      assertThat(unbind).isEqualTo(bind.replace("expires=60", "expires=0"));
      assertThat(peer.requests()).noneMatch(r -> r.contains("Contact: *"));
      assertThat(fixture.journal.open()).isEmpty();
    }
  }

  @Test
  void tooBriefIsAskedOnceMore() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.field(r, "Expires").equals("60")
                        ? Reply.to(r, "423 Interval Too Brief").with("Min-Expires: 300").bytes()
                        : Reply.to(r, "200 OK").with(contact(r)).bytes(),
                    from))) {
      Verdict verdict =
          fixture.run(
              CheckRequest.of(peer.target(), CheckMethod.REGISTER)
                  .with(CheckFixture.QUICK)
                  .binding(60));
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(CheckFixture.registration(verdict).grantedSeconds()).isEqualTo(300);
    }
  }

  @Test
  void aLostAnswerIsFollowedByARemovalAllTheSame() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              if (Reply.field(r, "Expires").equals("0")) {
                p.send(Reply.to(r, "200 OK").bytes(), from);
              }
            })) {
      Verdict verdict =
          fixture.run(
              CheckRequest.of(peer.target(), CheckMethod.REGISTER)
                  .with(CheckFixture.QUICK)
                  .binding(60));
      assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
      assertThat(peer.requests().get(peer.requests().size() - 1)).contains("Expires: 0");
      assertThat(fixture.journal.open()).isEmpty();
    }
  }

  @Test
  void aFailedRemovalIsAWarningAndStaysInTheJournal() throws Exception {
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) ->
                p.send(
                    Reply.to(r, Reply.field(r, "Expires").equals("0") ? "500 Oops" : "200 OK")
                        .with(contact(r))
                        .bytes(),
                    from))) {
      Verdict verdict =
          fixture.run(
              CheckRequest.of(peer.target(), CheckMethod.REGISTER)
                  .with(CheckFixture.QUICK)
                  .binding(60));
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(verdict.warnings()).anyMatch(w -> w.contains("may last 60 s"));
      assertThat(fixture.journal.open()).hasSize(1);
    }
  }

  @Test
  void aLeftoverIsRemovedLater() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              boolean refuse =
                  Reply.field(r, "Expires").equals("0") && failures.getAndDecrement() > 0;
              p.send(Reply.to(r, refuse ? "500 Oops" : "200 OK").with(contact(r)).bytes(), from);
            })) {
      CheckRequest request =
          CheckRequest.of(peer.target(), CheckMethod.REGISTER).with(CheckFixture.QUICK);
      fixture.run(request.binding(60));
      Binding left = fixture.journal.open().get(0);

      Verdict removal = fixture.checker.remove(left, request).join();

      assertThat(removal.outcome()).isEqualTo(Outcome.OK);
      assertThat(fixture.journal.open()).isEmpty();
      String last = peer.requests().get(peer.requests().size() - 1);
      assertThat(Reply.field(last, "Contact")).contains(left.contact()).endsWith("expires=0");
      assertThat(Reply.field(last, "Call-ID")).isEqualTo(left.callId());
    }
  }

  @Test
  void requestsToOurBindingAreAnswered() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    try (UdpPeer peer =
        new UdpPeer(
            (p, r, from) -> {
              if (r.startsWith("SIP/2.0 200") || r.startsWith("SIP/2.0 480")) {
                answers.incrementAndGet();
              } else if (Reply.field(r, "Expires").equals("60")) {
                p.send(Reply.to(r, "200 OK").with(contact(r)).bytes(), from);
              } else if (answers.get() < 2) {
                p.send(request("OPTIONS", r), from);
                p.send(request("INVITE", r), from);
              } else {
                p.send(Reply.to(r, "200 OK").bytes(), from);
              }
            })) {
      Verdict verdict =
          fixture.run(
              CheckRequest.of(peer.target(), CheckMethod.REGISTER)
                  .with(CheckFixture.QUICK)
                  .binding(60));
      assertThat(CheckFixture.registration(verdict).removal()).isEqualTo("removed");
      assertThat(peer.requests()).anyMatch(r -> r.startsWith("SIP/2.0 200 OK"));
      assertThat(peer.requests()).anyMatch(r -> r.startsWith("SIP/2.0 480 "));
    }
  }

  private static byte[] request(String method, String like) {
    String uri = Reply.field(like, "Contact").replaceAll("^<|>.*$", "");
    return (method
            + " "
            + uri
            + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKq"
            + method
            + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: q\r\nCSeq: 1 "
            + method
            + "\r\nContent-Length: 0\r\n\r\n")
        .getBytes(UTF_8);
  }
}
