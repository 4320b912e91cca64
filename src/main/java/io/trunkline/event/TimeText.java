package io.trunkline.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.trunkline.store.IsoTime;
import java.io.IOException;
import java.time.Instant;

/** Times in JSON as {@link IsoTime} writes them: a state has a dozen of them. */
final class TimeText extends StdSerializer<Instant> {
  private static final long serialVersionUID = 1;

  /** For Jackson. */
  TimeText() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(IsoTime.of(time));
  }
}
