package io.trunkline.sip.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
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
import io.trunkline.sip.locate.DnsOptions;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NAPTR, SRV and A records of a real name server, with failover over them. */
@Tag("peer")
class DnsServersTest {
  private static ExternalProcess dnsmasq;
  private static SimulatedCarrier carrier;
  private static SipChecker checker;
  private static int deadPort;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    ExternalProcess.require("dnsmasq");
    carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT);
    int dnsPort = freePort();
    deadPort = freePort();
    int live = carrier.port();
    List<String> command =
        List.of(
            "dnsmasq",
            "--no-daemon",
            "--no-resolv",
            "--no-hosts",
            "--port=" + dnsPort,
            "--listen-address=127.0.0.1",
            "--bind-interfaces",
            "--conf-file=/dev/null",
            "--user=root",
            "--pid-file=",
            "--local=/test/",
            "--host-record=live.test,127.0.0.1",
            "--srv-host=_sip._udp.failover.test,live.test," + deadPort + ",1,1",
            "--srv-host=_sip._udp.failover.test,live.test," + live + ",2,1",
            "--srv-host=_sip._tcp.pointed.test,live.test," + live + ",1,1",
            "--naptr-record=pointed.test,10,10,s,SIP+D2T,,_sip._tcp.pointed.test",
            "--naptr-record=pointed.test,20,10,s,SIP+D2U,,_sip._udp.pointed.test",
            "--srv-host=_sip._udp.closed.test");
    dnsmasq = ExternalProcess.start(folder.resolve("dnsmasq.txt"), command);
    dnsmasq.until(() -> ExternalProcess.udpBound(dnsPort));
    DnsOptions dns =
        new DnsOptions(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), dnsPort)),
            Duration.ofSeconds(1));
    checker =
        new SipChecker(
            SipCheckerOptions.DEFAULT.unpaced().with(dns),
            new MemoryBindingJournal(Clock.systemUTC()));
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    if (checker != null) {
      checker.close();
    }
    if (dnsmasq != null) {
      dnsmasq.close();
    }
    if (carrier != null) {
      carrier.close();
    }
  }

  private static Verdict check(String target) {
    CheckRequest request =
        CheckRequest.of(CheckTarget.parse(target), CheckMethod.OPTIONS)
            .with(CheckTiming.DEFAULT.within(Duration.ofSeconds(10)));
    return checker.check(request).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void theSecondServerOfSrvAnswersWhenTheFirstIsDead() {
    Verdict verdict = check("sip:failover.test");
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.attempts()).hasSize(2);
    assertThat(verdict.attempts().get(0).remote()).endsWith(":" + deadPort);
    assertThat(verdict.attempts().get(0).failure()).isEqualTo(FailureClass.UNREACHABLE);
    assertThat(verdict.timing().dns()).isPositive();
  }

  @Test
  void naptrChoosesTheTransport() {
    Verdict verdict = check("sip:pointed.test");
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.transport()).isEqualTo("tcp");
  }

  @Test
  void aPortRulesSrvOut() {
    Verdict verdict = check("sip:live.test:" + carrier.port());
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.attempts()).hasSize(1);
  }

  @Test
  void unknownNamesAreADnsFailure() {
    Verdict verdict = check("sip:nowhere.test");
    assertThat(verdict.failure()).isEqualTo(FailureClass.DNS);
    assertThat(verdict.text()).contains("nowhere.test");
    assertThat(verdict.traffic().copies()).isZero();
  }

  @Test
  void aServiceThatIsNotOfferedIsADnsFailure() {
    assertThat(check("sip:closed.test").failure()).isEqualTo(FailureClass.DNS);
  }

  @Test
  void aNameServerThatIsSilentIsNamed() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SipChecker alone =
            new SipChecker(
                SipCheckerOptions.DEFAULT.with(
                    new DnsOptions(
                        List.of((InetSocketAddress) silent.getLocalSocketAddress()),
                        Duration.ofMillis(200))),
                new MemoryBindingJournal(Clock.systemUTC()))) {
      Verdict verdict =
          alone
              .check(CheckRequest.of(CheckTarget.parse("sip:live.test"), CheckMethod.OPTIONS))
              .orTimeout(40, TimeUnit.SECONDS)
              .join();
      assertThat(verdict.failure()).isEqualTo(FailureClass.DNS);
      assertThat(verdict.text()).contains("no answer from the name server");
    }
  }
}
