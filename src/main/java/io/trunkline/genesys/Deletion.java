package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Deletes an object and waits until it is gone: after a delete the platform may show it for a while
 * as {@code deleted}, and while something still refers to it the platform refuses (fact sheet 4.5).
 */
final class Deletion {
  private final OrgSession session;
  private final HttpSettings settings;
  private final Executor executor;

  Deletion(OrgSession session, HttpSettings settings, Executor executor) {
    this.session = session;
    this.settings = settings;
    this.executor = executor;
  }

  /** Ends when the object is gone; an object that is not there counts as deleted. */
  CompletableFuture<JsonNode> delete(Invocation asked) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    long deadline = System.nanoTime() + settings.settleTime().toNanos();
    executor.execute(() -> send(asked, deadline, result));
    return result;
  }

  private void send(Invocation asked, long deadline, CompletableFuture<JsonNode> result) {
    try {
      session.call(GenesysCall.of("DELETE", asked.item(), null), asked.origin());
      awaitGone(asked, deadline, result);
    } catch (RefusedException | VersionConflictException e) {
      int status = e.call().status();
      if (status == 404) {
        result.complete(JsonNodeFactory.instance.nullNode());
      } else if ((status == 400 || status == 409) && System.nanoTime() - deadline < 0) {
        later(() -> send(asked, deadline, result));
      } else {
        result.completeExceptionally(e);
      }
    } catch (GenesysException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void awaitGone(Invocation asked, long deadline, CompletableFuture<JsonNode> result) {
    try {
      JsonNode left = session.call(GenesysCall.get(asked.item(), Map.of()), asked.origin());
      if ("deleted".equals(left.path("state").asText())) {
        result.complete(JsonNodeFactory.instance.nullNode());
      } else if (System.nanoTime() - deadline < 0) {
        later(() -> awaitGone(asked, deadline, result));
      } else {
        result.completeExceptionally(
            session
                .failures()
                .refused(
                    GenesysCall.of("DELETE", asked.item(), null),
                    "still there after the delete was accepted",
                    null,
                    null,
                    "Look at the object in the org; delete it there if nothing refers to it."));
      }
    } catch (RefusedException e) {
      if (e.call().status() == 404) {
        result.complete(JsonNodeFactory.instance.nullNode());
      } else {
        result.completeExceptionally(e);
      }
    } catch (GenesysException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void later(Runnable task) {
    CompletableFuture.delayedExecutor(
            settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS, executor)
        .execute(task);
  }
}
