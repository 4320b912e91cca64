package io.trunkline.sip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bindings as lines of JSON in a file, each forced to the disk before the request goes out. A line
 * cut by a crash is skipped: its request was never sent. Any process may append.
 */
public final class FileBindingJournal implements BindingJournal {
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final Path file;
  private final Clock clock;

  /** One line: a binding that may exist, or the Call-ID of one that is gone. */
  private record Line(@Nullable Binding intended, @Nullable String removed) {}

  /**
   * A journal in this file, made when it is first needed.
   *
   * @param clock decides which bindings have ended by themselves
   */
  public FileBindingJournal(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public synchronized void intend(Binding binding) {
    append(new Line(binding, null));
  }

  @Override
  public synchronized void removed(String callId) {
    append(new Line(null, callId));
  }

  @Override
  public synchronized List<Binding> open() {
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<String, Binding> open = new LinkedHashMap<>();
    try {
      for (String text : Files.readAllLines(file)) {
        apply(text, open);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the binding journal " + file + " cannot be read", e);
    }
    open.values().removeIf(binding -> binding.until().isBefore(clock.instant()));
    return List.copyOf(open.values());
  }

  private static void apply(String text, Map<String, Binding> open) {
    try {
      Line line = JSON.readValue(text, Line.class);
      if (line.intended() != null) {
        open.put(line.intended().callId(), line.intended());
      } else if (line.removed() != null) {
        open.remove(line.removed());
      }
    } catch (JsonProcessingException e) {
      org.slf4j.LoggerFactory.getLogger(FileBindingJournal.class)
          .debug("skipped a cut line of the binding journal", e);
    }
  }

  private void append(Line line) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // The line break in front parts us from a line that a crash cut short.
      byte[] data = ("\n" + JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND)) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the binding journal " + file + " cannot be written", e);
    }
  }
}
