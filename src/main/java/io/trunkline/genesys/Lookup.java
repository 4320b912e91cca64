package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Finds objects by name, now or as soon as they can be seen. Never a sleep: waits are timers. */
final class Lookup {
  private static final int NOT_FOUND = 404;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final OrgSession session;
  private final Listing listing;
  private final Executor executor;

  Lookup(OrgSession session, Listing listing, Executor executor) {
    this.session = session;
    this.listing = listing;
    this.executor = executor;
  }

  /**
   * The one object with this exact name over all pages; deleted ones do not count.
   *
   * @throws RefusedException when there are several
   */
  Optional<JsonNode> byName(Invocation asked, String name) throws GenesysException {
    Map<String, Object> query = query(asked.resource());
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entity :
        listing.all(asked.resource(), asked.collection(), query, asked.origin())) {
      if (name.equals(entity.path("name").asText())
          && !"deleted".equals(entity.path("state").asText())) {
        found.add(entity);
      }
    }
    if (found.size() > 1) {
      throw ambiguous(asked, name, found);
    }
    return found.stream().findFirst();
  }

  /** What a list of this resource must ask for so that its objects can be compared. */
  static Map<String, Object> query(GenesysResource resource) {
    return resource == GenesysResource.TRUNK_BASE
        ? Map.of("expand", List.of("properties"))
        : Map.of();
  }

  /**
   * Looks again and again until the object can be seen or the time is over.
   *
   * @param firstPause between the first two looks; later ones are longer
   * @return the object; empty when the time is over
   */
  CompletableFuture<Optional<JsonNode>> awaitByName(
      Invocation asked, String name, Duration time, Duration firstPause) {
    CompletableFuture<Optional<JsonNode>> result = new CompletableFuture<>();
    long deadline = System.nanoTime() + time.toNanos();
    executor.execute(() -> look(asked, name, deadline, firstPause, result));
    return result;
  }

  private void look(
      Invocation asked,
      String name,
      long deadline,
      Duration pause,
      CompletableFuture<Optional<JsonNode>> result) {
    try {
      boolean over = System.nanoTime() - deadline >= 0;
      Optional<JsonNode> found = over ? byName(asked, name) : byNameSoon(asked, name);
      if (found.isPresent() || over) {
        result.complete(found);
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      CompletableFuture.delayedExecutor(
              pause.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS, executor)
          .execute(() -> look(asked, name, deadline, next, result));
    } catch (GenesysException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** A site that was just made may not be readable yet, and neither is what it holds. */
  private Optional<JsonNode> byNameSoon(Invocation asked, String name) throws GenesysException {
    try {
      return byName(asked, name);
    } catch (RefusedException e) {
      if (e.call().status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private RefusedException ambiguous(Invocation asked, String name, List<JsonNode> found) {
    String ids =
        found.stream().map(entity -> entity.path("id").asText()).collect(Collectors.joining(", "));
    return session
        .failures()
        .refused(
            GenesysCall.get(asked.collection(), Map.of()),
            found.size() + " objects have this name: " + ids,
            "name",
            name,
            "Rename or delete all but one of them in the org.");
  }
}
