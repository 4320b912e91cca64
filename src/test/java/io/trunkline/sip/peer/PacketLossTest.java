package io.trunkline.sip.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost packets and firewalls, in a network namespace of the test's own. */
@Tag("peer")
class PacketLossTest {
  private static final int PORT = 15062;
  private static final int CHECKS = 200;

  /** A REGISTER without and one with credentials. */
  private static final int TRANSACTIONS = 2;

  @BeforeAll
  static void tools() {
    ExternalProcess.require("unshare", "iptables", "ip");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a network namespace needs root");
  }

  /** Runs {@link LossyPath} behind these firewall rules and returns its verdict lines. */
  private static List<String[]> behind(Path folder, String rules, String arguments)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "set -e\nip link set lo up\n"
            + rules
            + "\nexec '%s' -cp '%s' %s %d %s\n"
                .formatted(
                    java,
                    System.getProperty("java.class.path"),
                    LossyPath.class.getName(),
                    PORT,
                    arguments);
    List<String> command = List.of("unshare", "-n", "sh", "-c", script);
    try (ExternalProcess process = ExternalProcess.start(folder.resolve("lossy.txt"), command)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      return process
          .output()
          .lines()
          .filter(l -> l.startsWith("verdict "))
          .map(l -> l.split(" "))
          .toList();
    }
  }

  /**
   * Datagrams of both directions are lost at random; retransmissions repair nearly all. How many is
   * arithmetic ({@link LossArithmetic}), and chance breaks a floor once in a million runs.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 30, 50})
  void lossIsRepairedAndCounted(int percent, @TempDir Path folder) throws Exception {
    LossArithmetic expected = new LossArithmetic(percent / 100.0, LossyPath.TIMERS);
    String rule =
        "iptables -A INPUT -i lo -p udp -m statistic --mode random --probability 0."
            + "%02d -j DROP".formatted(percent);
    List<String[]> verdicts = behind(folder, percent == 0 ? "" : rule, String.valueOf(CHECKS));
    long ok = verdicts.stream().filter(v -> v[1].equals("ok")).count();
    long repeated = verdicts.stream().filter(v -> Integer.parseInt(v[4]) > 0).count();
    assertThat(verdicts).hasSize(CHECKS);
    assertThat(ok)
        .isGreaterThanOrEqualTo(LossArithmetic.floor(CHECKS, expected.answered(TRANSACTIONS)));
    assertThat(repeated)
        .isGreaterThanOrEqualTo(LossArithmetic.floor(CHECKS, expected.exchangeLost()));
    assertThat(verdicts.stream().filter(v -> !v[1].equals("ok")))
        .allMatch(v -> v[2].equals("timeout"));
  }

  /** What a firewall says by ICMP ends a check at once, where Linux tells us. */
  @ParameterizedTest
  @CsvSource({
    "icmp-port-unreachable, unreachable, ICMP_port_unreachable",
    "icmp-host-prohibited, unreachable, ICMP_prohibited",
    "icmp-admin-prohibited, unreachable, ICMP_prohibited"
  })
  void firewallsThatSayNo(String type, String failure, String text, @TempDir Path folder)
      throws Exception {
    String rule =
        "iptables -A INPUT -i lo -p udp --dport " + PORT + " -j REJECT --reject-with " + type;
    List<String[]> verdicts = behind(folder, rule, "3");
    assertThat(verdicts).hasSize(3).allMatch(v -> v[2].equals(failure) && v[5].contains(text));
  }

  @ParameterizedTest
  @CsvSource({"DROP"})
  void firewallsThatSayNothing(String target, @TempDir Path folder) throws Exception {
    String rule = "iptables -A INPUT -i lo -p udp --dport " + PORT + " -j " + target;
    List<String[]> verdicts = behind(folder, rule, "3");
    assertThat(verdicts).hasSize(3).allMatch(v -> v[2].equals("timeout"));
  }
}
