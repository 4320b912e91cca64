package io.trunkline.trunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.diagnosis.Diagnosis;
import io.trunkline.sip.diagnosis.DiagnosisTable;
import io.trunkline.sip.diagnosis.GenesysView;
import io.trunkline.sip.diagnosis.GenesysView.TrunkState;
import io.trunkline.sip.diagnosis.OurView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what Genesys Cloud says of each proxy of a trunk with our latest check of it, and names
 * what follows. What is older than the limit counts as unknown.
 */
public final class TrunkViews {
  private final Duration maxAge;

  /** With the age beyond which a state or a verdict says nothing. */
  public TrunkViews(Duration maxAge) {
    this.maxAge = maxAge;
  }

  /**
   * The trunks with state and diagnosis.
   *
   * @param trunks as the platform lists them
   * @param observed when they were read
   * @param verdicts the latest of each target and method
   */
  public ArrayNode of(ArrayNode trunks, Instant observed, List<Verdict> verdicts, Instant now) {
    ProxyChecks checks = new ProxyChecks(verdicts, now, maxAge);
    ArrayNode views = JsonNodeFactory.instance.arrayNode();
    for (JsonNode trunk : trunks) {
      views.add(view(trunk, observed, checks, now));
    }
    return views;
  }

  private ObjectNode view(JsonNode trunk, Instant observed, ProxyChecks checks, Instant now) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    for (String field :
        new String[] {"id", "name", "trunkType", "inService", "trunkBase", "edge"}) {
      if (trunk.hasNonNull(field)) {
        view.set(field, trunk.get(field));
      }
    }
    List<GenesysView> theirs = new ArrayList<>();
    ArrayNode proxies = JsonNodeFactory.instance.arrayNode();
    for (JsonNode proxy : trunk.path("proxyAddressList")) {
      GenesysView seen = GenesysView.of(state(trunk, proxy.asText(), observed), now, maxAge);
      theirs.add(seen);
      proxies.add(proxy(proxy.asText(), seen, checks));
    }
    if (theirs.isEmpty()) {
      TrunkState whole =
          new TrunkState(bool(trunk.at("/connectedStatus/connected")), null, null, observed);
      theirs.add(GenesysView.of(whole, now, maxAge));
    }
    view.put("state", word(trunk, theirs));
    view.put("since", trunk.at("/connectedStatus/connectedStateTime").asText(null));
    view.put("observedAt", observed.toString());
    view.set("proxies", proxies);
    return view;
  }

  /** Up when a proxy is up; unknown when none is and one may be. */
  private static String word(JsonNode trunk, List<GenesysView> theirs) {
    if (theirs.stream().allMatch(view -> view == GenesysView.UNKNOWN)) {
      return "unknown";
    }
    if (trunk.path("inService").isBoolean() && !trunk.path("inService").asBoolean()) {
      return "down";
    }
    if (theirs.contains(GenesysView.UP)) {
      return "up";
    }
    return theirs.contains(GenesysView.UNKNOWN) ? "unknown" : "down";
  }

  private static ObjectNode proxy(String address, GenesysView theirs, ProxyChecks checks) {
    Verdict verdict = checks.of(address);
    OurView ours = checks.view(verdict);
    Diagnosis diagnosis = DiagnosisTable.of(ours, theirs);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("address", address).put("genesys", token(theirs)).put("ours", token(ours));
    if (verdict != null) {
      json.put("target", verdict.target()).put("method", verdict.method().name());
      json.put("checkedAt", verdict.at().toString()).put("verdict", verdict.text());
    }
    return json.put("diagnosis", diagnosis.token())
        .put("finding", diagnosis.finding())
        .put("advice", diagnosis.advice());
  }

  private static String token(Enum<?> view) {
    return view.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static TrunkState state(JsonNode trunk, String proxy, Instant observed) {
    return new TrunkState(
        bool(trunk.at("/connectedStatus/connected")),
        perProxy(trunk.path("optionsStatus"), proxy, "optionState"),
        perProxy(trunk.path("registersStatus"), proxy, "registerState"),
        observed);
  }

  private static @Nullable Boolean perProxy(JsonNode list, String proxy, String field) {
    for (JsonNode entry : list) {
      if (entry.path("proxyAddress").asText().equalsIgnoreCase(proxy)) {
        return bool(entry.path(field));
      }
    }
    return null;
  }

  private static @Nullable Boolean bool(JsonNode value) {
    return value.isBoolean() ? value.asBoolean() : null;
  }
}
