package io.trunkline.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each proxy of a trunk is joined with the check that says most, and old news with nothing. */
class TrunkViewsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TrunkViews VIEWS = new TrunkViews(Duration.ofMinutes(3));
  private static final String TRUNK =
      """
      [{"id": "t1", "name": "acme", "inService": true,
        "connectedStatus": {"connected": %s, "connectedStateTime": "2026-01-01T00:00:00Z"},
        "proxyAddressList": ["sip.example:5061"],
        "optionsStatus": [{"proxyAddress": "sip.example:5061", "optionState": %s}]}]
      """;

  @Test
  void bothUpIsHealthy() throws Exception {
    JsonNode trunk = view(true, NOW, verdict(CheckMethod.OPTIONS, null, NOW));

    assertThat(trunk.path("state").asText()).isEqualTo("up");
    assertThat(trunk.at("/proxies/0/diagnosis").asText()).isEqualTo("healthy");
    assertThat(trunk.path("since").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void downThereAndUpHereIsTheAllowList() throws Exception {
    JsonNode trunk = view(false, NOW, verdict(CheckMethod.OPTIONS, null, NOW));

    assertThat(trunk.path("state").asText()).isEqualTo("down");
    assertThat(trunk.at("/proxies/0/diagnosis").asText()).isEqualTo("allow-list-or-route");
    assertThat(trunk.at("/proxies/0/advice").asText()).contains("allow");
  }

  @Test
  void refusedCredentialsSayMoreThanOptions() throws Exception {
    JsonNode trunk =
        view(
            false,
            NOW,
            verdict(CheckMethod.OPTIONS, null, NOW),
            verdict(CheckMethod.REGISTER, FailureClass.AUTH, NOW));

    assertThat(trunk.at("/proxies/0/diagnosis").asText()).isEqualTo("credentials");
  }

  @Test
  void aRegisterThatIsNotServedSaysLessThanOptions() throws Exception {
    JsonNode trunk =
        view(
            true,
            NOW,
            verdict(CheckMethod.OPTIONS, null, NOW),
            verdict(CheckMethod.REGISTER, FailureClass.FORBIDDEN, NOW));

    assertThat(trunk.at("/proxies/0/diagnosis").asText()).isEqualTo("healthy");
  }

  @Test
  void whatIsOldIsUnknown() throws Exception {
    Instant old = NOW.minus(Duration.ofMinutes(4));
    JsonNode trunk = view(true, old, verdict(CheckMethod.OPTIONS, null, old));

    assertThat(trunk.path("state").asText()).isEqualTo("unknown");
    assertThat(trunk.at("/proxies/0/diagnosis").asText()).isEqualTo("unknown");
  }

  @Test
  void aProxyWithoutACheckIsKnownFromOneSideOnly() throws Exception {
    assertThat(view(true, NOW).at("/proxies/0/diagnosis").asText()).isEqualTo("genesys-only-up");
    assertThat(view(false, NOW).at("/proxies/0/diagnosis").asText()).isEqualTo("genesys-only-down");
  }

  private static JsonNode view(boolean up, Instant observed, Verdict... verdicts) throws Exception {
    ArrayNode trunks = (ArrayNode) new ObjectMapper().readTree(TRUNK.formatted(up, up));
    return VIEWS.of(trunks, observed, List.of(verdicts), NOW).get(0);
  }

  /** The transport's usual port is not written in the target: the proxy's is the same. */
  private static Verdict verdict(CheckMethod method, @Nullable FailureClass failure, Instant at) {
    return new Verdict(
        at,
        "sip:sip.example;transport=tls",
        method,
        "tls",
        failure == null ? Outcome.OK : Outcome.FAILED,
        true,
        failure == null,
        failure,
        "text",
        200,
        "OK",
        null,
        new Verdict.Timing(0, 0, 0, 0, 1.0, 1.0),
        new Verdict.Traffic(1, 1, 0, List.of(), 0, 0),
        new Verdict.Path(null, null, null, null, null),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of());
  }
}
