package io.trunkline.simulator.traffic;

import java.util.UUID;

/**
 * One call over a trunk, as it truly was.
 *
 * @param id of its conversation
 * @param trunk the runtime trunk that carried it
 * @param inbound whether it came from the carrier
 * @param start epoch milliseconds
 * @param answered epoch milliseconds, 0 when nobody answered
 * @param end epoch milliseconds
 * @param sipCode what a failed set-up was answered with, 0 for none
 * @param q850 its cause, 0 for none
 * @param disconnectType how it ended, as the platform spells it
 * @param mos least MOS in hundredths, 0 when nobody answered
 * @param latency greatest latency in milliseconds
 * @param received packets
 * @param discarded packets
 * @param luck a number of its own from 0 up, for everything else that must look random and stay the
 *     same
 */
public record CarrierCall(
    UUID id,
    CarrierTrunk trunk,
    boolean inbound,
    long start,
    long answered,
    long end,
    int sipCode,
    int q850,
    String disconnectType,
    int mos,
    int latency,
    long received,
    long discarded,
    int luck) {

  /** The longest call, in milliseconds. */
  static final long LONGEST = 2 * 3_600_000L;

  /** Id of something that belongs to the call. */
  UUID part(int number) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + number);
  }

  /** Id of the session that stands for the outside. */
  public String sessionId() {
    return part(2).toString();
  }

  /** Mean MOS, from 1 to 5. */
  public double averageMos() {
    return Math.min(4.9, (mos + 8) / 100.0);
  }

  /** The number outside. */
  String outside() {
    return "+4917" + (10_000_000 + luck % 89_999_999);
  }

  /** The number of ours. */
  String inside() {
    return trunk.numbers() + (100 + luck % 900);
  }
}
