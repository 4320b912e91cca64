package io.trunkline.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What is logged meanwhile, at the levels that a service logs at. */
final class LogLines extends AbstractAppender implements AutoCloseable {
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final List<Logger> loggers;

  private record Line(Level level, String text) {}

  private LogLines(List<Logger> loggers) {
    super("log-lines", null, null, true, Property.EMPTY_ARRAY);
    this.loggers = loggers;
  }

  /** Begins to listen to these loggers. */
  static LogLines of(String... names) {
    List<Logger> loggers =
        List.of(names).stream().map(name -> (Logger) LogManager.getLogger(name)).toList();
    LogLines lines = new LogLines(loggers);
    lines.start();
    loggers.forEach(logger -> logger.addAppender(lines));
    return lines;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(new Line(event.getLevel(), event.getMessage().getFormattedMessage()));
  }

  /** The lines of a level. */
  List<String> of(Level level) {
    return lines.stream().filter(line -> line.level.equals(level)).map(Line::text).toList();
  }

  @Override
  public void close() {
    loggers.forEach(logger -> logger.removeAppender(this));
    stop();
  }
}
