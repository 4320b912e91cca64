package io.trunkline.gate;

import io.trunkline.connection.Connection;
import io.trunkline.gate.GateFinding.Level;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.schedule.ConnectionCheckTargets;
import io.trunkline.sip.transport.CipherFloor;
import io.trunkline.sip.transport.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the SIP servers of connections before the first write of a run and after its last. A
 * connection passes when one of its servers will do; the others are told as warnings.
 */
public final class Gate {
  private static final int WARN_DAYS = 30;

  private final Settings settings;
  private final Supplier<SipChecker> checker;
  private final Function<Connection, Optional<String>> passwords;

  /**
   * The settings.
   *
   * @param mode what a failure means
   * @param timeout for each check
   * @param trust PEM file of authorities that stand for the public ones, null for Java's
   */
  public record Settings(GateMode mode, Duration timeout, @Nullable Path trust) {}

  /**
   * A gate.
   *
   * @param checker asked for at the first check
   * @param passwords the password of a connection's trunk, empty when there is none to be had
   */
  public Gate(
      Settings settings,
      Supplier<SipChecker> checker,
      Function<Connection, Optional<String>> passwords) {
    this.settings = settings;
    this.checker = checker;
    this.passwords = passwords;
  }

  /**
   * The mode in force.
   *
   * @param asked whether somebody asks for the gate; it refuses unless the settings say warn
   */
  public GateMode mode(boolean asked) {
    return settings.mode() == GateMode.OFF && asked ? GateMode.REFUSE : settings.mode();
  }

  /**
   * Asks the servers of these connections, all at once, and each server once; over TLS once more
   * for each authority that the connection has its premises edges trust.
   */
  public CompletableFuture<GateReport> probe(List<Connection> connections, GateMode mode) {
    Map<String, CompletableFuture<Verdict>> asked = new HashMap<>();
    Map<Connection, List<CompletableFuture<Verdict>>> verdicts = new HashMap<>();
    for (Connection connection : connections) {
      List<CompletableFuture<Verdict>> own = new ArrayList<>();
      for (CheckRequest request : requests(connection)) {
        String key = request.method() + " " + request.target().uri() + " " + request.tls().trust();
        own.add(asked.computeIfAbsent(key, none -> checker.get().check(request)));
      }
      verdicts.put(connection, own);
    }
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                new GateReport(
                    mode,
                    connections.stream()
                        .map(connection -> judged(connection, verdicts.get(connection)))
                        .toList()));
  }

  private List<CheckRequest> requests(Connection connection) {
    CheckTiming timing = CheckTiming.DEFAULT.within(settings.timeout());
    List<CheckRequest> requests = new ArrayList<>();
    for (CheckRequest request :
        new ConnectionCheckTargets(() -> List.of(connection), passwords, timing).targets()) {
      requests.add(request.with(trusting(settings.trust())));
      if (connection.trunk().transport().equals("tls")) {
        connection.certificateAuthorities().stream()
            .map(authority -> request.with(trusting(Path.of(authority.file()))))
            .forEach(requests::add);
      }
    }
    return requests;
  }

  /** BYOC speaks TLS 1.2: a carrier with 1.3 only would answer us and not the platform. */
  private static TlsSettings trusting(@Nullable Path trust) {
    return new TlsSettings(
        trust, null, null, "TLSv1.2", CipherFloor.TLS_1_2, true, true, WARN_DAYS);
  }

  /** Of a server that was asked with each of several trusts, the best answer. */
  private static List<GateFinding> best(List<GateFinding> findings) {
    Map<String, GateFinding> best = new LinkedHashMap<>();
    for (GateFinding finding : findings) {
      best.merge(
          finding.method() + " " + finding.target(),
          finding,
          (one, other) -> one.level().compareTo(other.level()) <= 0 ? one : other);
    }
    return List.copyOf(best.values());
  }

  private static GateReport.Connection judged(
      Connection connection, @Nullable List<CompletableFuture<Verdict>> verdicts) {
    List<GateFinding> findings =
        verdicts == null
            ? List.of()
            : best(verdicts.stream().map(CompletableFuture::join).map(Judgement::of).toList());
    List<GateFinding> servers =
        findings.stream().filter(f -> f.method().equals(CheckMethod.OPTIONS.name())).toList();
    boolean passed = servers.isEmpty() || servers.stream().anyMatch(Gate::willDo);
    return new GateReport.Connection(connection.name(), passed, findings);
  }

  private static boolean willDo(GateFinding finding) {
    return finding.level() == Level.OK || finding.level() == Level.WARNING;
  }
}
