package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Changes;
import io.trunkline.connection.FieldChange;
import io.trunkline.genesys.Invocation.Doubt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/**
 * Makes one object be as a body says. Looks by name, creates what is missing, changes only what
 * differs, adopts exactly one, refuses two. Repeating it is safe: after any doubt it looks again
 * before it writes, and after a create without an answer it gives the object time to show.
 */
final class Ensure {
  private final OrgSession session;
  private final Lookup lookup;
  private final HttpSettings settings;
  private final UnaryOperator<ObjectNode> secrets;

  /**
   * For one org.
   *
   * @param secrets puts secret values into a body that is about to be sent
   */
  Ensure(
      OrgSession session, Lookup lookup, HttpSettings settings, UnaryOperator<ObjectNode> secrets) {
    this.session = session;
    this.lookup = lookup;
    this.settings = settings;
    this.secrets = secrets;
  }

  /** The outcome as a tree: see {@link Ensured}. */
  CompletableFuture<JsonNode> ensure(Invocation asked) {
    return found(asked)
        .thenApply(
            found -> {
              try {
                return found.isPresent() ? match(asked, found.get()) : create(asked);
              } catch (GenesysException e) {
                throw new CompletionException(e);
              }
            });
  }

  private CompletableFuture<Optional<JsonNode>> found(Invocation asked) {
    JsonNode known = asked.known();
    if (asked.doubt() == Doubt.NONE && known != null) {
      return CompletableFuture.completedFuture(
          known.isNull() ? Optional.empty() : Optional.of(known));
    }
    Duration patience =
        asked.doubt() == Doubt.UNCONFIRMED_WRITE ? settings.settleTime() : Duration.ZERO;
    return lookup.awaitByName(asked, name(asked), patience, settings.pollInterval());
  }

  private JsonNode create(Invocation asked) throws GenesysException {
    JsonNode template = asked.template();
    ObjectNode body =
        template == null
            ? asked.objectBody().deepCopy()
            : Changes.merge(asked.objectBody(), template.deepCopy());
    JsonNode made =
        session.call(
            GenesysCall.of("POST", asked.collection(), secrets.apply(body)), asked.origin());
    return Ensured.created(made, Changes.between(asked.objectBody(), NullNode.getInstance()));
  }

  private JsonNode match(Invocation asked, JsonNode actual) throws GenesysException {
    List<FieldChange> changes = Changes.between(asked.objectBody(), actual);
    boolean plannedToCreate = asked.known() != null && asked.known().isNull();
    if (plannedToCreate && asked.doubt() != Doubt.NONE) {
      return adopt(asked, actual, changes);
    }
    if (changes.isEmpty()) {
      return asked.doubt() == Doubt.UNCONFIRMED_WRITE
          ? settled(asked, actual)
          : Ensured.unchanged(actual);
    }
    return update(asked, actual, changes);
  }

  /** Nothing differs any more after an update without an answer: the update took effect. */
  private static JsonNode settled(Invocation asked, JsonNode actual) {
    JsonNode known = asked.known();
    List<FieldChange> changes =
        known == null ? List.of() : Changes.between(asked.objectBody(), known);
    return known == null || changes.isEmpty()
        ? Ensured.unchanged(actual)
        : Ensured.updated(actual, changes);
  }

  /** The plan said create, and now it is there: ours after a lost answer, or somebody else's. */
  private JsonNode adopt(Invocation asked, JsonNode actual, List<FieldChange> changes)
      throws RefusedException {
    if (changes.isEmpty()) {
      return Ensured.adopted(actual, asked.doubt() == Doubt.UNCONFIRMED_WRITE);
    }
    FieldChange first = changes.get(0);
    throw session
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
    ObjectNode desired = asked.objectBody();
    String path = asked.resource().collection(asked.siteId()) + "/" + actual.path("id").asText();
    boolean patch = asked.resource().change() == GenesysResource.Change.PATCH;
    ObjectNode body = patch ? Changes.patch(desired, actual) : Changes.merge(desired, actual);
    JsonNode changed =
        session.call(
            GenesysCall.of(patch ? "PATCH" : "PUT", path, secrets.apply(body)), asked.origin());
    return Ensured.updated(changed, changes);
  }

  private static String name(Invocation asked) {
    return asked.objectBody().path("name").asText();
  }
}
