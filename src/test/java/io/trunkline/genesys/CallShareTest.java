package io.trunkline.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.genesys.CallBudget.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A budget that is shared asks for slices of it, and waits when others have taken the rest. */
class CallShareTest {
  private final List<Integer> asked = new ArrayList<>();

  private CallBudget budget(CallShare share) {
    CallShare counted =
        (org, calls, perMinute) -> {
          asked.add(calls);
          return share.take(org, calls, perMinute);
        };
    return new CallBudget("acme", 300, counted, System::nanoTime);
  }

  @Test
  void aSliceIsUsedUpBeforeTheNextIsTaken() throws Exception {
    CallBudget budget =
        budget((org, calls, perMinute) -> new CallShare.Slice(calls, Duration.ofMinutes(1)));
    for (int call = 0; call < 25; call++) {
      budget.acquire(Priority.PROVISIONING);
    }

    assertThat(asked).containsExactly(10, 10, 10);
  }

  @Test
  void whenOthersHaveTheRestTheNextMinuteIsWaitedFor() throws Exception {
    CallBudget budget =
        budget(
            (org, calls, perMinute) ->
                new CallShare.Slice(asked.size() == 1 ? 0 : calls, Duration.ofMillis(300)));
    CompletableFuture<Void> call =
        CompletableFuture.runAsync(
            () -> {
              try {
                budget.acquire(Priority.PROVISIONING);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    call.get(30, TimeUnit.SECONDS);
    assertThat(asked).hasSize(2);
  }
}
