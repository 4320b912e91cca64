package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds on every database when several sessions stage legs at once. */
abstract class SeriesAtOnceContract extends SeriesStoreContract {
  private static final int SESSIONS = 6;

  /**
   * Each session makes what it needs to stage, and sees only what it staged itself: the answers are
   * those that one session alone gets.
   */
  @RepeatedTest(3)
  void whatSessionsStageAtOnceStaysApart() throws Exception {
    writer.legs(org, Legs.random(new Random(11), START, 200));
    rollUps.refresh();
    List<Callable<Object>> questions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      questions.add(question(i));
    }
    List<Object> alone = new ArrayList<>();
    for (Callable<Object> question : questions) {
      alone.add(question.call());
    }
    assertThat(alone).doesNotHaveDuplicates();

    // The late legs are the same ones: the hours are made anew beside the questions, and stay as
    // they are.
    writer.legs(org, Legs.random(new Random(11), START, 200));
    CyclicBarrier together = new CyclicBarrier(SESSIONS + 1);
    ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS + 1);
    try {
      List<Future<Object>> told = new ArrayList<>();
      for (Callable<Object> question : questions) {
        told.add(
            sessions.submit(
                () -> {
                  together.await();
                  return question.call();
                }));
      }
      Future<Integer> made =
          sessions.submit(
              () -> {
                together.await();
                return rollUps.refresh();
              });
      List<Object> answers = new ArrayList<>();
      for (Future<Object> each : told) {
        answers.add(each.get());
      }
      assertThat(made.get()).isPositive();
      assertThat(answers).isEqualTo(alone);
    } finally {
      sessions.shutdownNow();
    }
  }

  /**
   * Two sources tell of the same conversations: the latest soon, and all once they are complete.
   */
  @Test
  void theSameLegsFromTwoSourcesAtOnceAreStoredOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<ConversationLeg> legs = Legs.random(new Random(100 + round), START, 3_000);
      List<ConversationLeg> backwards = new ArrayList<>(legs);
      Collections.reverse(backwards);
      AtOnce.run(List.of(() -> writer.legs(org, legs), () -> writer.legs(org, backwards)));
      assertThat(rows("select count(*) from series_leg where org = " + subjects.org(org)))
          .containsExactly((round + 1) * 3_000L);
    }
  }

  /** Minutes of one subject in stretches that overlap those of the others. */
  private Callable<Object> question(int number) {
    List<String> kinds = List.of("base", "edge", "site");
    List<String> names = List.of("acme", "edge two", "Rome");
    Map<String, String> asked =
        Map.of(
            "metric",
            "peakCalls",
            kinds.get(number % 3),
            names.get(number % 3),
            "org",
            org,
            "step",
            "minute",
            "from",
            START.plus(Duration.ofHours(18 + number)).toString(),
            "to",
            START.plus(Duration.ofHours(26 + number)).toString());
    SeriesReader reader = new SeriesReader(store(), subjects, new Capacities(Map.of()));
    return () -> reader.read(SeriesQuery.of(asked, START.plus(Duration.ofDays(2))));
  }
}
