package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One entry of a subject at a time, in order, whatever is refused or lost on the way. */
class LanesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final RetryRule RULE =
      new RetryRule(Duration.ofSeconds(1), Duration.ofSeconds(8), 5);
  private static final DeliveryFailure REFUSED = new DeliveryFailure(true, "no", null);
  private static final DeliveryFailure AWAY = new DeliveryFailure(false, "away", null);

  private final Lanes lanes = new Lanes(RULE, 0);

  private static Entry entry(long seq, String subject) {
    return new Entry(seq, "e" + seq, "type", "/orgs/a", subject, START, "{}");
  }

  @Test
  void aSubjectThatRestsHoldsUpNoOther() {
    lanes.add(entry(1, "a"));
    lanes.add(entry(2, "a"));
    lanes.add(entry(3, "b"));
    Entry first = lanes.next(START, 2);
    assertThat(first).isEqualTo(entry(1, "a"));
    assertThat(lanes.next(START, 2)).isEqualTo(entry(3, "b"));
    assertThat(lanes.next(START, 2)).isNull();
    int unused = lanes.refusedAgain(entry(1, "a"));
    lanes.failed(entry(1, "a"), REFUSED, START);
    lanes.delivered(entry(3, "b"), true);
    assertThat(lanes.next(START.plusMillis(999), 2)).isNull();
    assertThat(lanes.next(START.plusMillis(1_000), 2)).isEqualTo(entry(1, "a"));
    lanes.delivered(entry(1, "a"), true);
    assertThat(lanes.next(START.plusMillis(1_000), 2)).isEqualTo(entry(2, "a"));
    assertThat(lanes.done()).isEqualTo(1);
  }

  @Test
  void whileTheSinkIsAwayOneEntryFindsOutWhetherItIsBack() {
    lanes.add(entry(1, "a"));
    lanes.add(entry(2, "b"));
    assertThat(lanes.next(START, 2)).isEqualTo(entry(1, "a"));
    lanes.failed(entry(1, "a"), AWAY, START);
    assertThat(lanes.next(START, 2)).isNull();
    Instant later = START.plusSeconds(1);
    assertThat(lanes.next(later, 2)).isEqualTo(entry(1, "a"));
    assertThat(lanes.next(later, 2)).isNull();
    lanes.delivered(entry(1, "a"), true);
    assertThat(lanes.next(later, 2)).isEqualTo(entry(2, "b"));
  }

  @Property(tries = 200)
  void everythingIsDeliveredOnceAndEachSubjectInItsOrder(@ForAll Random random) {
    Lanes all = new Lanes(RULE, 0);
    Map<String, List<Long>> delivered = new HashMap<>();
    Map<String, List<Long>> given = new HashMap<>();
    List<Entry> underWay = new ArrayList<>();
    Instant now = START;
    long seq = 0;
    for (int step = 0; step < 400 || all.size() > 0; step++) {
      now = now.plusMillis(step < 400 ? random.nextInt(300) : 10_000);
      if (step < 400 && random.nextBoolean()) {
        Entry fresh = entry(++seq, "s" + random.nextInt(5));
        given.computeIfAbsent(fresh.subject(), none -> new ArrayList<>()).add(seq);
        all.add(fresh);
      }
      Entry next = all.next(now, 3);
      if (next != null) {
        assertThat(underWay).noneMatch(each -> each.lane().equals(next.lane()));
        underWay.add(next);
      }
      if (!underWay.isEmpty() && (next == null || random.nextBoolean())) {
        Entry ended = underWay.remove(random.nextInt(underWay.size()));
        int fate = step < 400 ? random.nextInt(4) : 0;
        if (fate < 2) {
          all.delivered(ended, true);
          delivered.computeIfAbsent(ended.subject(), none -> new ArrayList<>()).add(ended.seq());
        } else {
          all.failed(ended, fate == 2 ? REFUSED : AWAY, now);
        }
      }
    }
    assertThat(delivered).isEqualTo(given);
    assertThat(all.done()).isEqualTo(seq);
    assertThat(all.underWay()).isZero();
  }
}
