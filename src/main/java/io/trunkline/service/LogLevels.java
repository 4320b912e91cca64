package io.trunkline.service;

import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log levels of error handlers. Without it Camel looks at each of its converters several
 * times for each level of each step: a tenth of a start.
 */
final class LogLevels extends TypeConverterSupport {
  private LogLevels() {}

  static void register(CamelContext context) {
    context
        .getTypeConverterRegistry()
        .addTypeConverter(LoggingLevel.class, String.class, new LogLevels());
  }

  @Override
  public <T> T convertTo(Class<T> type, @Nullable Exchange exchange, Object value) {
    String name = value.toString().trim().toUpperCase(Locale.ROOT);
    return Arrays.stream(LoggingLevel.values())
        .filter(level -> level.name().equals(name))
        .findFirst()
        .map(type::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "log level %s: one of %s"
                        .formatted(value, Arrays.toString(LoggingLevel.values()))));
  }
}
