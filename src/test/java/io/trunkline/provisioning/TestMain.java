package io.trunkline.provisioning;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs tests in a process of their own: exits with 0 when all pass and with 9 when any fails. */
final class TestMain {
  static final int RED = 9;

  private TestMain() {}

  /** Each argument is a class or {@code class#method}. */
  public static void main(String[] args) {
    DiscoverySelector[] selectors =
        Arrays.stream(args).map(TestMain::selector).toArray(DiscoverySelector[]::new);
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(), summary);
    summary
        .getSummary()
        .printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 3);
    if (summary.getSummary().getTestsFoundCount() == 0) {
      throw new IllegalArgumentException("no such tests: " + Arrays.toString(args));
    }
    System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : RED);
  }

  private static DiscoverySelector selector(String test) {
    return test.contains("#")
        ? DiscoverySelectors.selectMethod(test)
        : DiscoverySelectors.selectClass(test);
  }
}
