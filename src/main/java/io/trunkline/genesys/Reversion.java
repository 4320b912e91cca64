package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Changes;
import io.trunkline.genesys.HttpSettings.LastRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes one write of a run back. A write whose answer was lost is taken back only where it had its
 * effect: a made object is ours when it has the name and the content that the write intended.
 */
final class Reversion {
  private final OrgSession session;
  private final Lookup lookup;
  private final HttpSettings settings;
  private final Executor executor;

  Reversion(OrgSession session, Lookup lookup, HttpSettings settings, Executor executor) {
    this.session = session;
    this.lookup = lookup;
    this.settings = settings;
    this.executor = executor;
  }

  /**
   * Takes back.
   *
   * @param asked its body is a write as {@link WriteIntent#toJson()} with {@code at}, the time when
   *     it left, or {@code answeredAt}, the time of an answer that left its effect open; its id,
   *     for a create, is that of the object when an answer told it
   * @return JSON null
   */
  CompletableFuture<JsonNode> revert(Invocation asked) {
    JsonNode write = asked.objectBody();
    return write.path("method").asText().equals("POST")
        ? unmake(asked, write)
        : CompletableFuture.supplyAsync(() -> restored(asked, write), executor);
  }

  private CompletableFuture<JsonNode> unmake(Invocation asked, JsonNode write) {
    Deletion deletion = new Deletion(session, settings, executor);
    if (asked.id() != null) {
      return deletion.delete(asked);
    }
    return lookup
        .awaitByName(asked, write.path("name").asText(), patience(write), settings.pollInterval())
        .thenCompose(
            found ->
                found.isPresent() && isOurs(write, found.get())
                    ? deletion.delete(asked.withId(found.get().path("id").asText()))
                    : CompletableFuture.completedFuture(none()));
  }

  private Duration patience(JsonNode write) {
    return settings.untilSettled(
        new LastRequest(time(write, "at"), time(write, "answeredAt")), Instant.now());
  }

  private static @Nullable Instant time(JsonNode write, String field) {
    return write.has(field) ? Instant.parse(write.path(field).asText()) : null;
  }

  private static boolean isOurs(JsonNode write, JsonNode actual) {
    return Changes.between(write.path("desired"), actual).isEmpty();
  }

  private JsonNode restored(Invocation asked, JsonNode write) {
    try {
      Invocation object = asked.withId(write.path("id").asText());
      JsonNode actual = read(object);
      return actual == null ? none() : restored(object, write, actual);
    } catch (GenesysException e) {
      throw new CompletionException(e);
    }
  }

  private JsonNode restored(Invocation object, JsonNode write, JsonNode actual)
      throws GenesysException {
    Former former = Former.of(actual, write.path("changes"));
    if (!former.conflicts().isEmpty()) {
      throw session
          .failures()
          .refused(
              GenesysCall.of("PUT", object.item(), null),
              "somebody changed \"%s\" since this run: %s"
                  .formatted(write.path("name").asText(), String.join(", ", former.conflicts())),
              former.conflicts().get(0),
              null,
              "Decide which values are right and set them in the org; the run's journal has the former ones.");
    }
    if (former.restored().isEmpty()) {
      return none();
    }
    boolean patch = object.resource().change() == GenesysResource.Change.PATCH;
    ObjectNode body = patch ? patch(former, write) : whole(former);
    JsonNode changed =
        session.call(GenesysCall.of(patch ? "PATCH" : "PUT", object.item(), body), object.origin());
    Former left = Former.of(changed, write.path("changes"));
    if (!left.restored().isEmpty()) {
      throw session
          .failures()
          .refused(
              GenesysCall.of("PUT", object.item(), null),
              "the platform kept the new value of " + String.join(", ", left.restored()),
              left.restored().get(0),
              null,
              "Set it by hand; the run's journal has the former value.");
    }
    return none();
  }

  private static ObjectNode whole(Former former) {
    return Changes.merge(JsonNodeFactory.instance.objectNode(), former.object());
  }

  /**
   * Name, version and the fields that change. A PATCH passes over null and refuses an empty text; a
   * blank is what empties one (fact sheet 3.3).
   */
  private static ObjectNode patch(Former former, JsonNode write) {
    ObjectNode body = whole(former);
    Set<String> fields = new HashSet<>(List.of("name", "version"));
    former.restored().forEach(path -> fields.add(path.split("\\.")[0]));
    for (JsonNode change : write.path("changes")) {
      String field = change.path("path").asText();
      if (change.path("before").isNull() && change.path("after").isTextual() && body.has(field)) {
        body.put(field, " ");
      }
    }
    return body.retain(fields);
  }

  private @Nullable JsonNode read(Invocation object) throws GenesysException {
    try {
      JsonNode actual = session.call(GenesysCall.get(object.item(), Map.of()), object.origin());
      return "deleted".equals(actual.path("state").asText()) ? null : actual;
    } catch (RefusedException e) {
      if (e.call().status() == 404) {
        return null;
      }
      throw e;
    }
  }

  private static JsonNode none() {
    return JsonNodeFactory.instance.nullNode();
  }
}
