package io.trunkline.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one observation says of a trunk; null is what it is silent about, and changes nothing.
 *
 * @param inService whether the trunk is in service
 * @param enabled whether its edge is in service
 * @param connected whether it is connected
 * @param connectedAt since when
 * @param registered whether it is registered, for sources that tell of no single proxy
 * @param registersEnabled false when the trunk registers nowhere
 * @param optionsEnabled false when the trunk asks no proxy whether it is there
 * @param options what each proxy answered to OPTIONS
 * @param registers the registration at each proxy
 */
public record PartialState(
    @Nullable Boolean inService,
    @Nullable Boolean enabled,
    @Nullable Boolean connected,
    @Nullable Instant connectedAt,
    @Nullable Boolean registered,
    @Nullable Boolean registersEnabled,
    @Nullable Boolean optionsEnabled,
    @Nullable List<ProxyStatus> options,
    @Nullable List<ProxyStatus> registers) {
  /** Says nothing. */
  public static final PartialState NOTHING =
      new PartialState(null, null, null, null, null, null, null, null, null);

  /** With lists that nobody changes. */
  public PartialState {
    options = options == null ? null : List.copyOf(options);
    registers = registers == null ? null : List.copyOf(registers);
  }

  /** Only that the trunk is connected, or not. */
  public static PartialState connected(boolean connected) {
    return new PartialState(null, null, connected, null, null, null, null, null, null);
  }

  /** Only that the trunk is registered, or not. */
  public static PartialState registered(boolean registered) {
    return new PartialState(null, null, null, null, registered, null, null, null, null);
  }

  /** Only what proxies answered to OPTIONS, and what registrars to REGISTER. */
  public static PartialState proxies(
      @Nullable List<ProxyStatus> options, @Nullable List<ProxyStatus> registers) {
    return new PartialState(null, null, null, null, null, null, null, options, registers);
  }

  /**
   * Reads the platform's {@code Trunk}, or the {@code eventBody} of a trunk topic, which has a part
   * of the same fields. What has another type than expected counts as not said.
   */
  public static PartialState of(JsonNode trunk) {
    return new PartialState(
        bool(trunk.path("inService")),
        bool(trunk.path("enabled")),
        bool(trunk.at("/connectedStatus/connected")),
        time(trunk.at("/connectedStatus/connectedStateTime")),
        null,
        enabled(trunk.path("registersEnabledStatus")),
        enabled(trunk.path("optionsEnabledStatus")),
        proxies(trunk.path("optionsStatus"), "optionState"),
        proxies(trunk.path("registersStatus"), "registerState"));
  }

  private static @Nullable List<ProxyStatus> proxies(JsonNode list, String field) {
    if (!list.isArray()) {
      return null;
    }
    List<ProxyStatus> proxies = new ArrayList<>();
    for (JsonNode entry : list) {
      if (entry.path("proxyAddress").isTextual()) {
        String error = entry.at("/errorInfo/text").asText("");
        proxies.add(
            new ProxyStatus(
                entry.path("proxyAddress").asText(),
                bool(entry.path(field)),
                time(entry.path(field + "Time")),
                error.isEmpty() ? null : error));
      }
    }
    return proxies;
  }

  private static @Nullable Boolean enabled(JsonNode value) {
    return value.isTextual() ? "ENABLED".equals(value.asText()) : null;
  }

  private static @Nullable Boolean bool(JsonNode value) {
    return value.isBoolean() ? value.asBoolean() : null;
  }

  /** A time in ISO 8601, null when the text is none. */
  static @Nullable Instant time(JsonNode value) {
    try {
      return value.isTextual() ? OffsetDateTime.parse(value.asText()).toInstant() : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
