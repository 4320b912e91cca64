package io.trunkline.sip.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.FailureClass;
import io.trunkline.sip.MemoryBindingJournal;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.digest.Credentials;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIPp as an edge that misbehaves; its exit code says whether we played our part. */
@Tag("peer")
class MisbehavingEdgeTest {
  private static final String CHALLENGE =
      "WWW-Authenticate: Digest realm=\"edge.test\", nonce=\"%s\", qop=\"auth\", algorithm=MD5%s";

  /** Longer than our deadline; SIPp answers retransmissions meanwhile with nothing. */
  private static final int UNTIL_WE_GIVE_UP = 5000;

  private static SipChecker checker;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    ExternalProcess.require("sipp");
    checker =
        new SipChecker(
            SipCheckerOptions.DEFAULT.unpaced(), new MemoryBindingJournal(Clock.systemUTC()));
  }

  @AfterAll
  static void stop() {
    if (checker != null) {
      checker.close();
    }
  }

  private static CheckRequest request(CheckMethod method, int port) {
    CheckTarget target = CheckTarget.parse("sip:probe@127.0.0.1:" + port).inDomain("edge.test");
    return CheckRequest.of(target, method)
        .with(CheckTiming.DEFAULT.within(Duration.ofSeconds(4)))
        .with(new Credentials("probe", "s3cret"));
  }

  /** Runs one check against the edge and wants the scenario to end well. */
  private static Verdict play(SippEdge edge, CheckMethod method, int bindSeconds) throws Exception {
    try (SippEdge.Running running = edge.start(folder)) {
      CheckRequest request = request(method, running.port());
      Verdict verdict =
          checker
              .check(bindSeconds > 0 ? request.binding(bindSeconds) : request)
              .orTimeout(40, TimeUnit.SECONDS)
              .join();
      assertThat(running.exitCode()).as(running.output()).isZero();
      return verdict;
    }
  }

  private static Verdict options(SippEdge edge) throws Exception {
    return play(edge, CheckMethod.OPTIONS, 0);
  }

  private static Verdict register(SippEdge edge) throws Exception {
    return play(edge, CheckMethod.REGISTER, 0);
  }

  @Test
  void silence() throws Exception {
    Verdict verdict = options(new SippEdge().recv("OPTIONS").pause(UNTIL_WE_GIVE_UP));
    assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
    assertThat(verdict.traffic().copies()).isEqualTo(4);
  }

  @Test
  void aLateAnswerAfterARetransmission() throws Exception {
    Verdict verdict = options(new SippEdge().recv("OPTIONS").pause(900).send("200 OK"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.traffic().retransmissions()).isEqualTo(1);
    assertThat(verdict.timing().first()).isGreaterThan(900);
  }

  @ParameterizedTest
  @CsvSource({
    "403 Forbidden, FORBIDDEN", "404 Not Found, NOT_FOUND", "408 Request Timeout, REJECTED",
    "480 Temporarily Unavailable, BUSY", "603 Decline, GLOBAL_FAILURE", "500 Oops, SERVER_ERROR"
  })
  void refusals(String status, FailureClass expected) throws Exception {
    Verdict verdict = register(new SippEdge().recv("REGISTER").send(status));
    assertThat(verdict.failure()).isEqualTo(expected);
    assertThat(verdict.reachable()).isTrue();
  }

  @Test
  void overload() throws Exception {
    Verdict verdict =
        register(
            new SippEdge()
                .recv("REGISTER")
                .send("503 Service Unavailable", "Retry-After: 120 (maintenance);duration=3600"));
    assertThat(verdict.failure()).isEqualTo(FailureClass.SERVER_ERROR);
    assertThat(verdict.retryAfterSeconds()).isEqualTo(120);
  }

  @Test
  void moved() throws Exception {
    Verdict verdict =
        register(
            new SippEdge()
                .recv("REGISTER")
                .send("302 Moved", "Contact: <sip:b.example>;q=0.1, <sip:a.example>;q=0.9"));
    assertThat(verdict.redirects()).containsExactly("sip:a.example", "sip:b.example");
  }

  @Test
  void challengedForEver() throws Exception {
    Verdict verdict =
        register(
            new SippEdge()
                .recv("REGISTER")
                .send("401 Unauthorized", CHALLENGE.formatted("one", ""))
                .recv("REGISTER", "Authorization", "nonce=.one.")
                .send("401 Unauthorized", CHALLENGE.formatted("two", "")));
    assertThat(verdict.failure()).isEqualTo(FailureClass.AUTH);
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aStaleNonce() throws Exception {
    Verdict verdict =
        register(
            new SippEdge()
                .recv("REGISTER")
                .send("401 Unauthorized", CHALLENGE.formatted("one", ""))
                .recv("REGISTER", "Authorization", "nonce=.one.")
                .send("401 Unauthorized", CHALLENGE.formatted("two", ", stale=true"))
                .recv("REGISTER", "CSeq", "3 REGISTER")
                .send("200 OK"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void aProxyThatAsks() throws Exception {
    Verdict verdict =
        register(
            new SippEdge()
                .recv("REGISTER")
                .send(
                    "407 Proxy Authentication Required",
                    "Proxy-Authenticate: Digest realm=\"p\", nonce=\"x\"")
                .recv("REGISTER", "Proxy-Authorization", "realm=.p.")
                .send("200 OK"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void anIntervalTooBrief() throws Exception {
    Verdict verdict =
        play(
            new SippEdge()
                .recv("REGISTER", "Expires", "60")
                .send("423 Interval Too Brief", "Min-Expires: 300")
                .recv("REGISTER", "Expires", "300")
                .send("200 OK", "[last_Contact:]")
                .recv("REGISTER", "Expires", "0")
                .send("200 OK"),
            CheckMethod.REGISTER,
            60);
    Verdict.Registration found = Objects.requireNonNull(verdict.registration(), verdict.text());
    assertThat(found.grantedSeconds()).isEqualTo(300);
    assertThat(found.removal()).isEqualTo("removed");
  }

  @Test
  void anAcceptedBindingThatIsNotThere() throws Exception {
    Verdict verdict =
        play(
            new SippEdge()
                .recv("REGISTER")
                .send("200 OK", "Contact: <sip:somebody@192.0.2.1>;expires=60")
                .recv("REGISTER", "Expires", "0")
                .send("200 OK"),
            CheckMethod.REGISTER,
            60);
    assertThat(verdict.warnings()).anyMatch(w -> w.contains("not among its bindings"));
  }

  @Test
  void aWrongBranchIsNoAnswer() throws Exception {
    Verdict verdict =
        options(
            new SippEdge()
                .recv("OPTIONS")
                .raw(
                    """
                    SIP/2.0 200 OK
                    Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKsomebodyelse
                    [last_From:]
                    [last_To:];tag=1
                    [last_Call-ID:]
                    [last_CSeq:]
                    Content-Length: 0
                    """)
                .pause(UNTIL_WE_GIVE_UP));
    assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
    // SIPp repeats its answer for each copy of ours.
    assertThat(verdict.traffic().strays()).isEqualTo(verdict.traffic().copies());
  }

  @Test
  void aWrongMethodInCseqIsNoAnswer() throws Exception {
    Verdict verdict =
        options(
            new SippEdge()
                .recv("OPTIONS")
                .raw(
                    """
                    SIP/2.0 200 OK
                    [last_Via:]
                    [last_From:]
                    [last_To:];tag=1
                    [last_Call-ID:]
                    CSeq: 1 REGISTER
                    Content-Length: 0
                    """)
                .pause(UNTIL_WE_GIVE_UP));
    assertThat(verdict.failure()).isEqualTo(FailureClass.TIMEOUT);
    // SIPp repeats its answer for each copy of ours.
    assertThat(verdict.traffic().strays()).isEqualTo(verdict.traffic().copies());
  }

  @Test
  void garbageBeforeTheAnswer() throws Exception {
    Verdict verdict =
        options(
            new SippEdge()
                .recv("OPTIONS")
                .raw(
                    "SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 999\n")
                .raw("SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\nContent-Length: 0\n")
                .send("200 OK"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.traffic().malformed()).isEqualTo(2);
  }

  @Test
  void provisionalAndRepeatedAnswers() throws Exception {
    Verdict verdict =
        options(
            new SippEdge()
                .recv("OPTIONS")
                .send("100 Trying")
                .send("183 Thinking")
                .send("200 OK")
                .send("200 OK")
                .send("500 Late"));
    assertThat(verdict.status()).isEqualTo(200);
    assertThat(verdict.traffic().provisional()).containsExactly(100, 183);
  }

  @Test
  void compactNames() throws Exception {
    Verdict verdict =
        options(
            new SippEdge()
                .recv("OPTIONS")
                .raw(
                    """
                    SIP/2.0 200
                    [last_Via:]
                    f: "A, \\"B\\" <c>" <sip:x@y>;tag=1
                    t: <sip:x@y>;tag=2
                    i: [call_id]
                    [last_CSeq:]
                    l: 0
                    """));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void aHugeAnswer() throws Exception {
    Verdict verdict =
        options(new SippEdge().recv("OPTIONS").send("200 OK", "X-Huge: " + "h".repeat(25_000)));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
  }
}
