package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The embedded database's URL. */
class StoreSettingsTest {
  private static final long MEGABYTE = 1L << 20;

  /** With 128 MB of pages a service under -Xmx256m did little but collect garbage. */
  @Test
  void theCacheOfPagesIsAQuarterOfTheHeapAndNeverMoreThan128Megabytes() {
    assertThat(StoreSettings.cacheKilobytes(256 * MEGABYTE)).isEqualTo(64 * 1_024);
    assertThat(StoreSettings.cacheKilobytes(6_000 * MEGABYTE)).isEqualTo(128 * 1_024);
    assertThat(StoreSettings.embedded(Path.of("data")).jdbcUrl())
        .containsPattern("CACHE_SIZE=[0-9]+;");
  }
}
