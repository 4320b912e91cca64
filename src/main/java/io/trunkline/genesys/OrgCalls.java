package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one org. Each runs on the org's own threads: those of provisioning, or a few
 * for polling, so that a poll that waits for the budget never keeps a run waiting.
 */
final class OrgCalls implements AutoCloseable {
  private static final int POLLING_THREADS = 4;

  private final OrgSession session;
  private final Listing listing;
  private final HttpSettings settings;
  private final UnaryOperator<ObjectNode> secrets;
  private final Writes writes;
  private final ExecutorService provisioning;
  private final ExecutorService polling;
  private final Consumer<ArrayNode> trunksRead;

  OrgCalls(
      Org org,
      HttpSettings settings,
      CallShare share,
      ApiCallListener listener,
      WriteListener writeListener,
      UnaryOperator<ObjectNode> secrets,
      Consumer<ArrayNode> trunksRead) {
    this.session = new OrgSession(org, settings, share, listener);
    this.listing = new Listing(session);
    this.settings = settings;
    this.secrets = secrets;
    this.trunksRead = trunksRead;
    this.writes = new Writes(session, writeListener, secrets);
    this.provisioning = threads(org.name(), settings.connections());
    this.polling = threads(org.name() + "-poll", POLLING_THREADS);
  }

  private static ExecutorService threads(String name, int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "genesys-" + name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Does what the endpoint says; the result becomes the message body. */
  CompletableFuture<JsonNode> run(GenesysEndpoint endpoint, Invocation asked) {
    ExecutorService executor = asked.origin().polling() ? polling : provisioning;
    Lookup lookup = new Lookup(session, listing, executor);
    return switch (endpoint.getOperation()) {
      case ENSURE -> new Ensure(session, lookup, settings, writes, executor).ensure(asked);
      case REVERT -> new Reversion(session, lookup, settings, executor).revert(asked);
      case AWAIT -> await(lookup, asked, Duration.ofMillis(endpoint.getTimeout()));
      case FIND -> on(executor, () -> lookup.byName(asked, asked.requiredName()).orElse(none()));
      case GET -> on(executor, () -> get(asked));
      case LIST -> on(executor, () -> list(asked));
      case QUERY -> on(executor, () -> call("POST", asked.collection() + "/query", asked));
      case RESULTS ->
          on(
              executor,
              () ->
                  session.call(
                      GenesysCall.get(asked.item() + "/results", asked.query()), asked.origin()));
      case CREATE -> on(executor, () -> call("POST", asked.collection(), asked));
      case UPDATE -> on(executor, () -> call("PUT", asked.item(), asked));
      case DELETE -> new Deletion(session, settings, executor).delete(asked);
      case CALL -> on(executor, () -> anyCall(endpoint, asked));
    };
  }

  private ArrayNode list(Invocation asked) throws GenesysException {
    ArrayNode all = listing.all(asked.resource(), asked.collection(), query(asked), asked.origin());
    if (asked.resource() == GenesysResource.TRUNK && asked.query().isEmpty()) {
      trunksRead.accept(all);
    }
    return all;
  }

  /** Fetches a token, unless there is one. */
  void login() throws GenesysException {
    session.login();
  }

  /** The calls on notification channels, for a route that listens. */
  ChannelCalls channels(@Nullable String routeId) {
    return new ChannelCalls(session, listing, routeId);
  }

  /** Runs what gives way to provisioning. */
  ExecutorService polling() {
    return polling;
  }

  private static java.util.Map<String, Object> query(Invocation asked) {
    return asked.query().isEmpty() ? Lookup.query(asked.resource()) : asked.query();
  }

  private CompletableFuture<JsonNode> await(Lookup lookup, Invocation asked, Duration timeout) {
    String name = asked.requiredName();
    return lookup
        .awaitByName(asked, name, timeout, settings.pollInterval())
        .thenApply(
            found -> {
              if (found.isEmpty()) {
                throw new CompletionException(
                    session.failures().neverAppeared(asked.collection(), name, timeout));
              }
              return found.get();
            });
  }

  private JsonNode get(Invocation asked) throws GenesysException {
    try {
      return session.call(GenesysCall.get(asked.item(), asked.query()), asked.origin());
    } catch (RefusedException e) {
      if (e.call().status() == 404) {
        return none();
      }
      throw e;
    }
  }

  private JsonNode call(String method, String path, Invocation asked) throws GenesysException {
    ObjectNode body = secrets.apply(asked.objectBody());
    return session.call(GenesysCall.of(method, path, body), asked.origin());
  }

  private JsonNode anyCall(GenesysEndpoint endpoint, Invocation asked) throws GenesysException {
    String path = endpoint.getPath();
    if (path == null) {
      throw new IllegalArgumentException("genesys:api?operation=call needs the option path");
    }
    boolean bodiless = "GET".equals(endpoint.getMethod()) || "DELETE".equals(endpoint.getMethod());
    return session.call(
        new GenesysCall(endpoint.getMethod(), path, asked.query(), bodiless ? null : asked.body()),
        asked.origin());
  }

  private static JsonNode none() {
    return JsonNodeFactory.instance.nullNode();
  }

  private static CompletableFuture<JsonNode> on(ExecutorService executor, BlockingCall call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.make();
          } catch (GenesysException e) {
            throw new CompletionException(e);
          }
        },
        executor);
  }

  /** A call that blocks its thread until the answer is there. */
  @FunctionalInterface
  private interface BlockingCall {
    JsonNode make() throws GenesysException;
  }

  @Override
  public void close() {
    provisioning.shutdownNow();
    polling.shutdownNow();
    session.close();
  }
}
