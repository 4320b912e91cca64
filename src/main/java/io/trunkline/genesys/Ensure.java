package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Changes;
import io.trunkline.connection.FieldChange;
import io.trunkline.genesys.Invocation.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Makes one object be as a body says. Looks by name, creates what is missing, changes only what
 * differs, adopts exactly one, refuses two. Repeating it is safe: after any doubt it looks again
 * before it writes, and after a create without an answer it gives the object time to show.
 */
final class Ensure {
  private final OrgSession session;
  private final Lookup lookup;
  private final HttpSettings settings;
  private final Writes writes;
  private final Executor executor;

  Ensure(
      OrgSession session, Lookup lookup, HttpSettings settings, Writes writes, Executor executor) {
    this.session = session;
    this.lookup = lookup;
    this.settings = settings;
    this.writes = writes;
    this.executor = executor;
  }

  /** The outcome as a tree: see {@link Ensured}. */
  CompletableFuture<JsonNode> ensure(Invocation asked) {
    return found(asked)
        .thenApplyAsync(
            found -> {
              try {
                return found.isPresent() ? match(asked, found.get()) : create(asked);
              } catch (GenesysException e) {
                throw new CompletionException(e);
              }
            },
            executor);
  }

  private CompletableFuture<Optional<JsonNode>> found(Invocation asked) {
    JsonNode known = asked.known();
    if (asked.doubt() == Doubt.NONE && known != null) {
      return CompletableFuture.completedFuture(
          known.isNull() ? Optional.empty() : Optional.of(known));
    }
    Duration patience =
        asked.doubt() == Doubt.UNCONFIRMED_WRITE
            ? settings.untilSettled(asked.earlier().last(), Instant.now())
            : Duration.ZERO;
    return lookup.awaitByName(asked, asked.objectName(), patience, settings.pollInterval());
  }

  private JsonNode create(Invocation asked) throws GenesysException {
    JsonNode template = asked.template();
    ObjectNode body =
        template == null
            ? asked.objectBody().deepCopy()
            : Changes.merge(asked.objectBody(), template.deepCopy());
    JsonNode made =
        writes.send(
            WriteIntent.create(asked),
            GenesysCall.of("POST", asked.collection(), body),
            asked.origin());
    return Ensured.created(made, Changes.between(asked.objectBody(), NullNode.getInstance()));
  }

  private JsonNode match(Invocation asked, JsonNode actual) throws GenesysException {
    List<FieldChange> changes = Changes.between(asked.objectBody(), actual);
    if (asked.doubt() != Doubt.NONE && (plannedToCreate(asked) || asked.earlier().creates())) {
      return adopt(asked, actual, changes);
    }
    if (changes.isEmpty()) {
      return asked.doubt() == Doubt.UNCONFIRMED_WRITE
          ? settled(asked, actual)
          : Ensured.unchanged(actual);
    }
    return update(asked, actual, changes);
  }

  private static boolean plannedToCreate(Invocation asked) {
    return asked.known() != null && asked.known().isNull();
  }

  /** Nothing differs any more after an update without an answer: the update took effect. */
  private static JsonNode settled(Invocation asked, JsonNode actual) {
    List<FieldChange> changes = asked.earlier().changes();
    JsonNode known = asked.known();
    if (changes.isEmpty() && known != null) {
      changes = Changes.between(asked.objectBody(), known);
    }
    return changes.isEmpty() ? Ensured.unchanged(actual) : Ensured.updated(actual, changes);
  }

  /** The plan said create, and now it is there: ours after a lost answer, or somebody else's. */
  private JsonNode adopt(Invocation asked, JsonNode actual, List<FieldChange> changes)
      throws RefusedException {
    if (changes.isEmpty()) {
      return Ensured.adopted(actual, asked.doubt() == Doubt.UNCONFIRMED_WRITE);
    }
    throw madeByOthers(asked, actual, changes.get(0));
  }

  private RefusedException madeByOthers(Invocation asked, JsonNode actual, FieldChange first) {
    return session
        .failures()
        .refused(
            GenesysCall.of("POST", asked.collection(), null),
            "somebody else made it since the plan, with other content (id "
                + actual.path("id").asText()
                + ")",
            first.path(),
            first.before() == null ? null : first.before().toString(),
            "Run the plan again to see the difference, then decide.");
  }

  private JsonNode update(Invocation asked, JsonNode actual, List<FieldChange> changes)
      throws GenesysException {
    Optional<FieldChange> departure = PlannedChange.departure(asked.planned(), changes);
    if (departure.isPresent()) {
      throw PlannedChange.isCreation(asked.planned())
          ? madeByOthers(asked, actual, departure.get())
          : departed(asked, departure.get());
    }
    ObjectNode desired = asked.objectBody();
    String path = asked.resource().collection(asked.siteId()) + "/" + actual.path("id").asText();
    boolean patch = asked.resource().change() == GenesysResource.Change.PATCH;
    ObjectNode body = patch ? Changes.patch(desired, actual) : Changes.merge(desired, actual);
    String method = patch ? "PATCH" : "PUT";
    JsonNode changed =
        writes.send(
            WriteIntent.update(method, asked, actual, changes),
            GenesysCall.of(method, path, body),
            asked.origin());
    return Ensured.updated(changed, changes);
  }

  private RefusedException departed(Invocation asked, FieldChange change) {
    return session
        .failures()
        .refused(
            GenesysCall.of("PUT", asked.collection(), null),
            "somebody changed \"%s\" since the plan: %s is now %s"
                .formatted(asked.objectName(), change.path(), change.before()),
            change.path(),
            String.valueOf(change.after()),
            "Run the plan again to see the difference, then decide.");
  }
}
