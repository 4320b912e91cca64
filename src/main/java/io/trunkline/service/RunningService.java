package io.trunkline.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The service that holds a data folder, as its note there tells: a command beside it talks to it
 * instead of opening what it has open.
 *
 * @param url where its HTTP API answers
 * @param simulator where its simulated org answers; null when it has none
 * @param holdsStore true when the runs are in the folder's own store, which one process opens
 */
public record RunningService(URI url, @Nullable URI simulator, boolean holdsStore) {
  private static final String NOTE = "service.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The service that holds this folder; empty when none does, or when the one that did died. */
  public static Optional<RunningService> of(Path data) {
    Path note = data.resolve(NOTE);
    if (!Files.isReadable(note)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(note.toFile());
      return ProcessHandle.of(json.path("pid").asLong())
          .filter(process -> started(process).equals(json.path("started").asText()))
          .map(process -> read(json));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Tells a process from a later one with the same number. */
  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static RunningService read(JsonNode json) {
    String simulator = json.path("simulator").asText("");
    return new RunningService(
        URI.create(json.path("url").asText()),
        simulator.isEmpty() ? null : URI.create(simulator),
        json.path("holdsStore").asBoolean());
  }

  /** Leaves the note in the data folder until the context stops. */
  ServiceSupport noteIn(Path data) {
    Path note = data.resolve(NOTE);
    return new ServiceSupport() {
      @Override
      protected void doStart() {
        write(note);
      }

      @Override
      protected void doStop() throws IOException {
        Files.deleteIfExists(note);
      }
    };
  }

  private void write(Path note) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ProcessHandle self = ProcessHandle.current();
    json.put("pid", self.pid()).put("started", started(self)).put("url", url.toString());
    json.put("simulator", simulator == null ? null : simulator.toString());
    json.put("holdsStore", holdsStore);
    try {
      Files.createDirectories(note.getParent());
      Path whole = note.resolveSibling(NOTE + ".new");
      Files.writeString(whole, json.toPrettyString());
      Files.move(whole, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
