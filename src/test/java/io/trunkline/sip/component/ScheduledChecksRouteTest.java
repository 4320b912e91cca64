package io.trunkline.sip.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.analytics.PathCheck;
import io.trunkline.check.CheckObservations;
import io.trunkline.check.CheckSeries;
import io.trunkline.check.TrunksOfChecks;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.history.CheckKey;
import io.trunkline.sip.history.CheckMetrics;
import io.trunkline.sip.history.CheckRecorder;
import io.trunkline.sip.history.InMemoryCheckHistory;
import io.trunkline.sip.history.PathStatistics;
import io.trunkline.sip.schedule.CheckTargets;
import io.trunkline.sip.schedule.ListedCheckTargets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** routes/sip-checks.camel.yaml and the component, against a peer on loopback. */
class ScheduledChecksRouteTest {
  private final InMemoryCheckHistory history = new InMemoryCheckHistory(50);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Verdict> changes = new CopyOnWriteArrayList<>();
  private final List<PathCheck> written = new CopyOnWriteArrayList<>();
  private CamelContext context;
  private DatagramSocket peer;

  @BeforeEach
  void start() throws Exception {
    peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer, "peer");
    thread.setDaemon(true);
    thread.start();
    context = new DefaultCamelContext();
    TrunksOfChecks trunks = new TrunksOfChecks(List::of);
    CheckTargets targets =
        CheckTargets.all(
            List.of(new ListedCheckTargets(uri() + ", options " + uri(), CheckTiming.DEFAULT)));
    context.getRegistry().bind("checkTargets", targets);
    context
        .getRegistry()
        .bind(
            "checkRecorder",
            new CheckRecorder(
                history, new CheckMetrics(meters), List.of((before, after) -> changes.add(after))));
    context
        .getRegistry()
        .bind("checkObservations", new CheckObservations(trunks, () -> null, Clock.systemUTC()));
    context
        .getRegistry()
        .bind(
            "checkSeries",
            new CheckSeries((org, rows) -> written.addAll(rows), trunks, () -> "usual"));
    Properties properties = new Properties();
    properties.put("trunkline.checks.interval", "200");
    properties.put("trunkline.checks.spread", "100");
    properties.put("trunkline.checks.series-every", "100");
    context.getPropertiesComponent().setInitialProperties(properties);
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/sip-checks.camel.yaml"));
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    context.stop();
    peer.close();
  }

  private String uri() {
    return "sip:127.0.0.1:" + peer.getLocalPort();
  }

  private void answer() {
    byte[] buffer = new byte[4096];
    while (!peer.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        peer.receive(packet);
        String request = new String(buffer, 0, packet.getLength(), UTF_8);
        String rest = request.substring(request.indexOf("\r\n"));
        byte[] reply = ("SIP/2.0 200 OK" + rest).getBytes(UTF_8);
        peer.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      } catch (SocketException e) {
        return;
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void everyTurnIsRecordedOnceForEachTarget() {
    CheckKey key = new CheckKey(uri(), CheckMethod.OPTIONS);
    await().until(() -> history.points(key).size() >= 3);
    assertThat(history.latest()).hasSize(1);
    Verdict latest = history.latest(key).orElseThrow();
    assertThat(latest.outcome()).isEqualTo(Outcome.OK);
    assertThat(changes).hasSize(1);
    assertThat(PathStatistics.of(history.points(key)).lossShare()).isZero();
    assertThat(meters.get("trunkline.sip.check.up").tag("target", uri()).gauge().value())
        .isEqualTo(1);
    assertThat(meters.get("trunkline.sip.checks").tag("outcome", "ok").counter().count())
        .isGreaterThanOrEqualTo(3);
    await().until(() -> written.size() >= 3);
    assertThat(written).allMatch(row -> row.target().equals(uri()) && row.rttMillis() != null);
  }

  @Test
  void theEndpointTakesTargetsFromPathAndHeader() {
    String byHeader =
        context
            .createProducerTemplate()
            .requestBodyAndHeader(
                "sip-check:any?format=JSON&timeout=5s",
                "",
                SipCheckConstants.TARGET,
                uri(),
                String.class);
    assertThat(byHeader).contains("\"outcome\":\"ok\"", "\"target\":\"" + uri() + "\"");
    Verdict byPath =
        context
            .createProducerTemplate()
            .requestBody("sip-check:127.0.0.1:" + peer.getLocalPort(), "", Verdict.class);
    assertThat(byPath.outcome()).isEqualTo(Outcome.OK);
    Verdict whole =
        context
            .createProducerTemplate()
            .requestBodyAndHeader(
                "sip-check:any",
                "",
                SipCheckConstants.REQUEST,
                CheckRequest.of(CheckTarget.parse(uri()), CheckMethod.OPTIONS),
                Verdict.class);
    assertThat(whole.outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void badInputIsATypedErrorThatNamesTheRule() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                context
                    .createProducerTemplate()
                    .requestBody("sip-check:127.0.0.1:70000", "", Verdict.class))
        .isInstanceOf(CamelExecutionException.class)
        .hasRootCauseMessage("target \"sip:127.0.0.1:70000\": a port is between 1 and 65535");
  }

  @Test
  void theComponentIsDocumented() throws Exception {
    try (var in =
        Objects.requireNonNull(
            getClass()
                .getResourceAsStream("/META-INF/io/trunkline/sip/component/sip-check.json"))) {
      String json = new String(in.readAllBytes(), UTF_8);
      assertThat(json)
          .contains("\"passwordEnv\"", "CamelSipCheckOutcome", "\"producerOnly\": true");
    }
  }
}
