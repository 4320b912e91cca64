package io.trunkline.sip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.diagnosis.GenesysView.TrunkState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The named cases of the truth table, and that stale data decides nothing. */
class TwoSidedDiagnosisTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  private static final Duration FRESH = Duration.ofMinutes(2);

  @ParameterizedTest
  @CsvSource({
    "UP, UP, healthy",
    "UP, DOWN, allow-list-or-route",
    "UP, REGISTER_DOWN, trunk-credentials",
    "UP, UNKNOWN, good-from-here",
    "SILENT, DOWN, carrier-down",
    "SILENT, UP, our-path",
    "SILENT, UNKNOWN, bad-from-here",
    "UNREACHABLE, DOWN, carrier-down",
    "CREDENTIALS_REFUSED, DOWN, credentials",
    "CREDENTIALS_REFUSED, UP, our-credentials",
    "TURNED_AWAY, UP, check-turned-away",
    "FAULTY, DOWN, carrier-fault",
    "TLS_BROKEN, UP, certificate-unseen",
    "UNKNOWN, DOWN, genesys-only-down",
    "UNKNOWN, UNKNOWN, unknown"
  })
  void cases(OurView ours, GenesysView theirs, String expected) {
    assertThat(DiagnosisTable.of(ours, theirs).token()).isEqualTo(expected);
  }

  @Test
  void everyPairHasAdvice() {
    for (OurView ours : OurView.values()) {
      for (GenesysView theirs : GenesysView.values()) {
        assertThat(DiagnosisTable.of(ours, theirs).advice()).isNotBlank();
      }
    }
  }

  private static GenesysView view(
      @Nullable Boolean connected, @Nullable Boolean options, @Nullable Boolean register) {
    return GenesysView.of(new TrunkState(connected, options, register, NOW), NOW, FRESH);
  }

  @Test
  void theTrunkFieldsGiveTheView() {
    assertThat(view(true, true, null)).isEqualTo(GenesysView.UP);
    assertThat(view(true, false, true)).isEqualTo(GenesysView.DOWN);
    assertThat(view(true, true, false)).isEqualTo(GenesysView.REGISTER_DOWN);
    assertThat(view(false, null, null)).isEqualTo(GenesysView.DOWN);
    assertThat(view(null, null, null)).isEqualTo(GenesysView.UNKNOWN);
  }

  @Test
  void staleDataIsUnknown() {
    TrunkState old = new TrunkState(true, true, true, NOW.minusSeconds(121));
    assertThat(GenesysView.of(old, NOW, FRESH)).isEqualTo(GenesysView.UNKNOWN);
    assertThat(GenesysView.of(null, NOW, FRESH)).isEqualTo(GenesysView.UNKNOWN);
    assertThat(OurView.of(null, NOW, FRESH)).isEqualTo(OurView.UNKNOWN);
  }
}
