package io.trunkline.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Calls of two carriers over some weeks with a daily shape, growth, a bad afternoon and a day
 * without data.
 */
final class MonthOfCalls {
  static final List<TrunkRef> TRUNKS =
      List.of(
          new TrunkRef(
              "t-acme-1",
              "acme-carrier-berlin",
              "b-acme",
              "e1",
              "edge one",
              "s1",
              "Berlin",
              List.of("sip.acme.example:5061")),
          new TrunkRef(
              "t-nova-1",
              "nova-voice-rome",
              "b-nova",
              "e2",
              "edge two",
              "s2",
              "Rome",
              List.of("sip.nova.example:5060")));

  private static final double[] SHAPE = {
    .04, .02, .02, .02, .04, .1, .25, .5, .85, 1, .98, .9, .75, .8, .92, .95, .85, .6, .4, .3, .22,
    .15, .1, .06
  };

  private MonthOfCalls() {}

  /** Writes them and makes the roll-ups. */
  static void write(String org, SeriesWriter writer, RollUps rollUps, Instant from, int days) {
    Random random = new Random(42);
    writer.trunks(org, TRUNKS);
    for (int day = 0; day < days; day++) {
      Instant begin = from.plus(Duration.ofDays(day));
      boolean weekend = (day + 4) % 7 >= 5;
      if (day != days / 2) {
        List<ConversationLeg> legs = new ArrayList<>();
        List<PathCheck> checks = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
          Instant at = begin.plus(Duration.ofHours(hour));
          double load = SHAPE[hour] * (weekend ? .3 : 1) * (1 + day * .012);
          hour(
              legs,
              random,
              at,
              "e1",
              (int) (48 * load),
              day == days - 6 && hour >= 13 && hour <= 16);
          hour(legs, random, at, "e2", (int) (18 * load), false);
          for (int minute = 0; minute < 60; minute += 5) {
            Instant asked = at.plusSeconds(minute * 60L);
            double bad = day == days - 6 && hour >= 12 && hour <= 17 ? 9 : 1;
            checks.add(
                new PathCheck(
                    "sip:sip.acme.example;transport=tls",
                    asked,
                    18 + bad * Math.abs(random.nextGaussian())));
            checks.add(
                new PathCheck(
                    "sip:sip.nova.example", asked, 31 + 2 * Math.abs(random.nextGaussian())));
          }
        }
        writer.legs(org, legs);
        writer.paths(org, checks);
      }
    }
    rollUps.refresh();
  }

  private static void hour(
      List<ConversationLeg> legs, Random random, Instant at, String edge, int count, boolean bad) {
    for (int i = 0; i < count; i++) {
      Instant start = at.plusMillis(random.nextInt(3_600_000));
      boolean failed = random.nextInt(1000) < (bad ? 180 : 6);
      boolean answered = !failed && random.nextInt(100) < 78;
      Instant answer = answered ? start.plusMillis(3_000 + random.nextInt(12_000)) : null;
      long talk = (long) (-170_000 * Math.log(1 - random.nextDouble()));
      Instant end = answered ? answer.plusMillis(talk) : start.plusMillis(failed ? 400 : 25_000);
      double mos = Math.min(4.5, (bad ? 3.6 : 4.32) + random.nextGaussian() * .14);
      legs.add(
          new ConversationLeg(
              new UUID(random.nextLong(), random.nextLong()).toString(),
              new UUID(random.nextLong(), random.nextLong()).toString(),
              random.nextInt(3) > 0,
              start,
              answer,
              end,
              failed ? 503 : answered ? 200 : 486,
              failed ? 41 : 16,
              failed ? "error" : "peer",
              edge,
              null,
              null,
              null,
              answered
                  ? new MediaQuality(
                      mos,
                      80 + random.nextDouble() * 10,
                      40 + random.nextInt(30),
                      5000L,
                      (long) random.nextInt(20))
                  : null));
    }
  }
}
