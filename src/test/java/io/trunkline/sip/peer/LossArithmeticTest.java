package io.trunkline.sip.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trunkline.sip.transaction.TransactionTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic behind the floors of {@link PacketLossTest}, against values worked by hand. */
class LossArithmeticTest {
  /** 0, 0.5, 1.5, 3.5, 7.5, ... 27.5 s are sure to come; 31.5 s is T1 before timer F at 32 s. */
  @Test
  void theScheduleOfTheRfcHasTenSendingsThatLeaveTimeForAnAnswer() {
    assertThat(new LossArithmetic(0.5, TransactionTimers.DEFAULT).sendings()).isEqualTo(10);
    assertThat(new LossArithmetic(0.5, LossyPath.TIMERS).sendings()).isEqualTo(10);
  }

  /** At half the datagrams 0.75 of the exchanges fail: (1 - 0.75^10)^2 = 0.8905. */
  @ParameterizedTest
  @CsvSource({"0.0, 1.0", "0.1, 0.9999999", "0.3, 0.9976", "0.5, 0.8905"})
  void bothTransactionsMustBeAnswered(double loss, double answered) {
    assertThat(new LossArithmetic(loss, LossyPath.TIMERS).answered(2))
        .isCloseTo(answered, within(1e-4));
  }

  /** Two fair coins: no head has 1/4. Twenty: P(none) = 9.5e-7, P(at most one) = 2.0e-5. */
  @ParameterizedTest
  @CsvSource({"2, 0.5, 0", "20, 0.5, 1", "19, 0.5, 0", "200, 1.0, 200", "200, 0.0, 0"})
  void aFloorIsTheBinomialTail(int trials, double success, int floor) {
    assertThat(LossArithmetic.floor(trials, success)).isEqualTo(floor);
  }
}
