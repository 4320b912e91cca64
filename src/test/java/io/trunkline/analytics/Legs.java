package io.trunkline.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Legs for tests. */
final class Legs {
  private static final Integer[] SIP = {200, 486, 503, 404, null};
  private static final String[] EDGES = {"e1", "e2", "e3", null};

  private Legs() {}

  /** Legs of two days; most overlap others, some last very long, some have not ended. */
  static List<ConversationLeg> random(Random random, Instant start, int count) {
    List<ConversationLeg> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant begun = start.plusMillis(random.nextInt(100_000_000));
      long millis =
          random.nextInt(20) == 0 ? random.nextInt(200_000_000) : random.nextInt(7_000_000);
      boolean answered = random.nextInt(3) > 0;
      legs.add(
          new ConversationLeg(
              new UUID(random.nextLong(), i).toString(),
              new UUID(1, i).toString(),
              random.nextBoolean(),
              begun,
              answered ? begun.plusMillis(Math.min(millis, random.nextInt(9_000))) : null,
              random.nextInt(15) == 0 ? null : begun.plusMillis(millis),
              SIP[random.nextInt(SIP.length)],
              null,
              random.nextBoolean() ? "peer" : "error",
              EDGES[random.nextInt(EDGES.length)],
              random.nextInt(5) == 0 ? "t3" : null,
              random.nextBoolean() ? "tel:+493012345" : "tel:+39061234",
              random.nextBoolean() ? "tel:+493012345" : "tel:+39061234",
              answered
                  ? new MediaQuality(
                      3 + random.nextInt(150) / 100.0, 80.5, random.nextInt(90), 100L, 3L)
                  : null));
    }
    return legs;
  }
}
