package io.trunkline.simulator.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A runtime trunk as a source of calls.
 *
 * @param id of the runtime trunk
 * @param name its name
 * @param edgeId the edge that it runs on
 * @param seed of the organization's traffic
 * @param perDay calls of an average day
 */
public record CarrierTrunk(String id, String name, String edgeId, long seed, long perDay) {
  private static final int[][] FAILURES = {
    {503, 38}, {404, 1}, {480, 18}, {486, 17}, {487, 16}, {408, 102}
  };

  /** The block of numbers that the carrier routes to this trunk, E.164. */
  public String numbers() {
    return "+4930" + (100_000 + Math.floorMod(name.hashCode(), 900_000));
  }

  /** How many calls begin in a slot. */
  long count(long slot) {
    int phase = Math.floorMod(id.hashCode(), 1000);
    return WeeklyShape.callsBefore(slot + 1, perDay * 7, phase)
        - WeeklyShape.callsBefore(slot, perDay * 7, phase);
  }

  /** The calls that begin in a slot, in no order. */
  List<CarrierCall> calls(long slot) {
    long count = count(slot);
    List<CarrierCall> calls = new ArrayList<>((int) count);
    SplittableRandom random =
        new SplittableRandom(mixed(seed * 0x9E3779B97F4A7C15L + id.hashCode() * 31L + slot));
    for (int i = 0; i < count; i++) {
      calls.add(call(slot * WeeklyShape.SLOT, random));
    }
    return calls;
  }

  private CarrierCall call(long from, SplittableRandom random) {
    // The slot stands in the id, so that a call can be found by it.
    long slot = from / WeeklyShape.SLOT;
    long high = (slot << 32) | (random.nextInt() & 0xFFFF0FFFL) | 0x4000L;
    UUID id = new UUID(high, ((random.nextLong() >>> 2) & ~0xFFL) | 0x8000000000000000L);
    long start = from + random.nextLong(WeeklyShape.SLOT);
    boolean inbound = random.nextInt(100) < 60;
    boolean connects = random.nextInt(1000) < (inbound ? 955 : 860);
    long ringing = 1_500 + random.nextLong(connects ? 12_000 : 30_000);
    int luck = random.nextInt(Integer.MAX_VALUE);
    if (!connects) {
      int[] failure = FAILURES[random.nextInt(FAILURES.length)];
      String how = failure[0] >= 500 || failure[0] == 404 ? "error" : inbound ? "peer" : "endpoint";
      return new CarrierCall(
          id,
          this,
          inbound,
          start,
          0,
          start + ringing,
          failure[0],
          failure[1],
          how,
          0,
          0,
          0,
          0,
          luck);
    }
    double length = -Math.log(1 - random.nextDouble()) * 190_000;
    long talk = Math.min(CarrierCall.LONGEST - ringing, 2_000 + (long) length);
    long packets = talk / 20;
    int mos =
        Math.max(
            110,
            Math.min(488, (int) (432 + gauss(random) * 22) - (random.nextInt(40) == 0 ? 140 : 0)));
    long lost = packets * Math.max(0, 440 - mos) / 12_000;
    return new CarrierCall(
        id,
        this,
        inbound,
        start,
        start + ringing,
        start + ringing + talk,
        0,
        16,
        random.nextBoolean() ? "peer" : "client",
        mos,
        25 + random.nextInt(60) + Math.max(0, 400 - mos),
        packets - lost,
        lost,
        luck);
  }

  /** Nearly normal: four dice. */
  private static double gauss(SplittableRandom random) {
    return (random.nextDouble()
            + random.nextDouble()
            + random.nextDouble()
            + random.nextDouble()
            - 2)
        * 1.73;
  }

  private static long mixed(long value) {
    long z = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }
}
