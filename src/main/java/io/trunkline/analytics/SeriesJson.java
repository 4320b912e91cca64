package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers as JSON and CSV. */
public final class SeriesJson {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private SeriesJson() {}

  /** A question's answer. */
  public static ObjectNode of(SeriesQuery query, List<Series> all) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("metric", query.metric().token())
            .put("unit", query.metric().unit())
            .put("step", query.step().token())
            .put("from", query.from().toString())
            .put("to", query.to().toString());
    ArrayNode list = json.putArray("series");
    for (Series series : all) {
      ObjectNode each = subject(list.addObject(), series.subject());
      each.put("channels", series.channels());
      each.put("uncertainShare", series.uncertainShare());
      ArrayNode points = each.putArray("points");
      for (Series.Point point : series.points()) {
        ObjectNode at = points.addObject().put("at", Instant.ofEpochSecond(point.at()).toString());
        if (query.metric().byCode()) {
          ObjectNode codes = at.putObject("codes");
          point.codes().forEach((code, count) -> codes.put(String.valueOf(code), count));
        } else {
          at.put("value", point.value());
        }
      }
    }
    return json;
  }

  private static ObjectNode subject(ObjectNode json, Subject subject) {
    return json.put("org", subject.org())
        .put("kind", subject.kind().token())
        .put("id", subject.id())
        .put("name", subject.name());
  }

  /** A capacity plan. */
  public static ObjectNode of(CapacityPlan plan) {
    JsonNode all = JSON.valueToTree(plan);
    ObjectNode json = subject(JsonNodeFactory.instance.objectNode(), plan.subject());
    for (Map.Entry<String, JsonNode> field : all.properties()) {
      if (!"subject".equals(field.getKey())) {
        json.set(field.getKey(), field.getValue());
      }
    }
    return json;
  }

  /** Stretches that are known to be missing. */
  public static ArrayNode gaps(List<PullLedger.Gap> gaps) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (PullLedger.Gap gap : gaps) {
      list.addObject()
          .put("org", gap.org())
          .put("source", gap.source())
          .put("from", gap.begins().toString())
          .put("to", gap.ends().toString())
          .put("reason", gap.reason())
          .put("lost", gap.lost());
    }
    return list;
  }

  /** Lines of RFC 4180 with a header; a value that is not there has no line. */
  public static String csv(SeriesQuery query, List<Series> all) {
    StringBuilder csv = new StringBuilder("org,kind,id,name,at,metric,unit,code,value\r\n");
    for (Series series : all) {
      String begin =
          String.join(
              ",",
              cell(series.subject().org()),
              series.subject().kind().token(),
              cell(series.subject().id()),
              cell(series.subject().name()));
      for (Series.Point point : series.points()) {
        String middle =
            begin
                + ","
                + Instant.ofEpochSecond(point.at())
                + ","
                + query.metric().token()
                + ","
                + query.metric().unit()
                + ",";
        if (query.metric().byCode()) {
          point.codes().forEach((code, count) -> csv.append(middle + code + "," + count + "\r\n"));
        } else {
          csv.append(middle + "," + number(point.value()) + "\r\n");
        }
      }
    }
    return csv.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }

  /** Quoted where it must be; a cell that a spreadsheet would take for a formula is text. */
  private static String cell(String text) {
    String safe = text.matches("(?s)[=+@\\-].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
