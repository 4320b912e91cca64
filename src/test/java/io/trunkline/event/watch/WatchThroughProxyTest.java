package io.trunkline.event.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.event.SourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the only way out is a proxy, calls and WebSocket both take it. */
@Tag("slow")
class WatchThroughProxyTest {
  @TempDir Path folder;
  private final Map<String, String> before = new HashMap<>();
  private ForwardProxy proxy;
  private Listening org;

  @BeforeEach
  void start() throws Exception {
    proxy = new ForwardProxy();
    // The simulator speaks HTTP; for the platform the properties are https.proxyHost and so on.
    set("http.proxyHost", "127.0.0.1");
    set("http.proxyPort", String.valueOf(proxy.port()));
    // Java goes to this machine directly unless told otherwise.
    set("http.nonProxyHosts", "");
    org = new Listening(3, folder, Map.of());
  }

  private void set(String name, String value) {
    before.put(name, System.getProperty(name));
    System.setProperty(name, value);
  }

  @AfterEach
  void stop() {
    org.close();
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
    proxy.close();
  }

  private void awaitTruth() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(org.told()).isEqualTo(org.trueStates()));
  }

  @Test
  void aTunnelThatTheProxyRefusesIsToldWithWhatToCheck() throws Exception {
    proxy.closeTunnels();
    org.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                org.status().channels().stream()
                    .anyMatch(
                        channel ->
                            String.valueOf(channel.problem())
                                .contains("Check trunkline.proxy.user and")));
    assertThat(proxy.tunnelled).isEmpty();
  }

  @Test
  void eventsComeThroughItAndABrokenTunnelIsBuiltAnew() throws Exception {
    org.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> org.status().hears());
    assertThat(proxy.forwarded).anyMatch(path -> path.endsWith("/notifications/channels"));
    String simulator = org.simulator.uri().getHost() + ":" + org.simulator.uri().getPort();
    assertThat(proxy.tunnelled).containsExactly(simulator);
    org.takeDown("trunk-1");
    awaitTruth();
    assertThat(org.ledger.count(SourceKind.CHANNEL)).isEqualTo(1);

    proxy.dropTunnels();
    org.takeDown("trunk-2");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> proxy.tunnelled.size() == 2 && org.status().hears());
    awaitTruth();
    assertThat(org.ledger.gaps()).hasSize(1);
  }
}
