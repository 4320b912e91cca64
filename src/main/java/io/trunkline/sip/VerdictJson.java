package io.trunkline.sip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Verdicts as JSON: field names of {@link Verdict}, times in ISO 8601, what is unknown left out.
 */
public final class VerdictJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private VerdictJson() {}

  /** The verdict that {@link #write} wrote; fields of later versions are passed over. */
  public static Verdict read(String json) {
    try {
      return MAPPER.readValue(json, Verdict.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no verdict: " + e.getOriginalMessage(), e);
    }
  }

  /** One line of JSON. */
  public static String write(Object verdict) {
    try {
      return MAPPER.writeValueAsString(verdict);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a verdict that is no JSON", e);
    }
  }
}
