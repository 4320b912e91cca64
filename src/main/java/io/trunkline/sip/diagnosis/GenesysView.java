package io.trunkline.sip.diagnosis;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Genesys Cloud says about one of a trunk's proxies, as the truth table needs it. */
public enum GenesysView {
  /** Everything that is switched on is up. */
  UP,
  /** Its OPTIONS are answered or off, its REGISTER is not accepted. */
  REGISTER_DOWN,
  /** Its OPTIONS are not answered, or the trunk is not connected. */
  DOWN,
  /** Not observed, or too long ago. */
  UNKNOWN;

  /**
   * The trunk's runtime fields for one proxy.
   *
   * @param connected {@code connectedStatus.connected}, null when absent
   * @param options {@code optionState} of this proxy, null when OPTIONS is off or not reported
   * @param register {@code registerState} of this proxy, null when REGISTER is off or not reported
   * @param observed when we read them
   */
  public record TrunkState(
      @Nullable Boolean connected,
      @Nullable Boolean options,
      @Nullable Boolean register,
      Instant observed) {}

  /**
   * The view that this state gives.
   *
   * @param state the last one read, or null
   * @param maxAge an older state says nothing
   */
  public static GenesysView of(@Nullable TrunkState state, Instant now, Duration maxAge) {
    if (state == null || state.observed().plus(maxAge).isBefore(now)) {
      return UNKNOWN;
    }
    if (Boolean.FALSE.equals(state.options())) {
      return DOWN;
    }
    if (Boolean.FALSE.equals(state.register())) {
      return REGISTER_DOWN;
    }
    if (Boolean.TRUE.equals(state.options()) || Boolean.TRUE.equals(state.register())) {
      return UP;
    }
    if (state.connected() == null) {
      return UNKNOWN;
    }
    return state.connected() ? UP : DOWN;
  }
}
