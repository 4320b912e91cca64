package io.trunkline.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The report as one page that needs no network: the chart library of the class path and the data
 * are put into it.
 */
final class ReportPage {
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private ReportPage() {}

  static String of(ObjectNode data) {
    // "</script>" in a carrier's name would end the element that the data stands in.
    String json = data.toString().replace("<", "\\u003c").replace("&", "\\u0026");
    return resource("/io/trunkline/analytics/report.html")
        .replace("/*chart-style*/", resource(CHARTS + "uPlot.min.css"))
        .replace("/*chart-script*/", resource(CHARTS + "uPlot.iife.min.js"))
        .replace("/*report-script*/", resource("/io/trunkline/analytics/report.js"))
        .replace("/*report-data*/", json);
  }

  private static String resource(String path) {
    try (@Nullable InputStream in = ReportPage.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("resource " + path + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
