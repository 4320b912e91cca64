package io.trunkline.api;

import io.trunkline.event.Outbox;
import io.trunkline.event.outbox.OutboxTail;
import io.trunkline.event.outbox.OutboxTail.Change;
import io.trunkline.event.outbox.OutboxTail.Read;
import io.trunkline.genesys.Orgs;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/trunks/events}: the changes of trunks' states as server-sent events, each with
 * its place in the outbox as id, so that a client that comes again with {@code Last-Event-ID}
 * misses none.
 */
public final class TrunkStream {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkStream.class);

  /** Before the route of one trunk. */
  private static final int FIRST = -1;

  private static final long LOOK_MILLIS = 1_000;
  private static final int QUIET_LOOKS = 15;

  /** Few, so that listeners that are at the same place find one reading under way and share it. */
  private static final int READERS = 2;

  private final OutboxTail tail;
  private final Outbox outbox;
  private final Orgs orgs;
  private final Problems problems;
  private final ExecutorService workers;
  private final Map<Place, CompletableFuture<Read>> readings = new ConcurrentHashMap<>();

  /** Where a listener is. */
  private record Place(String org, long seq) {}

  /** With what it follows. */
  public TrunkStream(
      CamelContext context, OutboxTail tail, Outbox outbox, Orgs orgs, Problems problems) {
    this.tail = tail;
    this.outbox = outbox;
    this.orgs = orgs;
    this.problems = problems;
    this.workers =
        context.getExecutorServiceManager().newFixedThreadPool(this, "api-stream", READERS);
  }

  /** Adds the route to the service's router. */
  public void mount(Router router) {
    router.get("/api/trunks/events").order(FIRST).handler(this::open);
  }

  private void open(RoutingContext request) {
    Context loop = request.vertx().getOrCreateContext();
    String last = request.request().getHeader("Last-Event-ID");
    workers.execute(
        () -> {
          try {
            String name = request.request().getParam("org");
            String org = orgs.get(name == null || name.isBlank() ? orgs.defaultOrg() : name).name();
            long from =
                last != null && last.matches("[0-9]{1,18}") ? Long.parseLong(last) : tail.newest();
            loop.runOnContext(now -> new Stream(request, loop, org, from).begin());
          } catch (RuntimeException e) {
            fail(request, e);
          }
        });
  }

  /** What comes behind a place, from the store once for all who ask at the same time. */
  private CompletableFuture<Read> after(Place place) {
    return readings.computeIfAbsent(
        place, none -> CompletableFuture.supplyAsync(() -> read(place), workers));
  }

  private Read read(Place place) {
    // Whoever asks from here on may want what is committed from here on.
    readings.remove(place);
    try {
      return tail.after(place.seq(), place.org());
    } catch (RuntimeException e) {
      LOG.debug("a stream of trunk states waits for the store", e);
      return new Read(place.seq(), List.of());
    }
  }

  private void fail(RoutingContext request, @Nullable Throwable failure) {
    var problem = problems.describe(failure);
    request
        .response()
        .setStatusCode(problem.path("status").asInt())
        .putHeader("Content-Type", Problems.MEDIA_TYPE)
        .end(problem.toString());
  }

  /** One client; its fields belong to the connection's event loop. */
  private final class Stream {
    private final HttpServerResponse response;
    private final Context loop;
    private final String org;
    private final Runnable wake = this::wake;
    private long seq;
    private boolean reading;
    private boolean again;
    private int quiet;

    Stream(RoutingContext request, Context loop, String org, long from) {
      this.response = request.response();
      this.loop = loop;
      this.org = org;
      this.seq = from;
    }

    void begin() {
      response
          .setChunked(true)
          .putHeader("Content-Type", "text/event-stream")
          .putHeader("Cache-Control", "no-store");
      long timer = loop.owner().setPeriodic(LOOK_MILLIS, tick -> look(true));
      response.closeHandler(
          closed -> {
            loop.owner().cancelTimer(timer);
            outbox.forget(wake);
          });
      response.drainHandler(empty -> look(false));
      outbox.whenTold(wake);
      var unused = response.write(": trunk states\n\n");
      look(false);
    }

    private void wake() {
      loop.runOnContext(now -> look(false));
    }

    /** A client that does not read is asked nothing of the store for. */
    private void look(boolean tick) {
      if (response.closed() || response.writeQueueFull()) {
        return;
      }
      if (tick && ++quiet >= QUIET_LOOKS) {
        quiet = 0;
        var unused = response.write(": still here\n\n");
      }
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      var unused =
          after(new Place(org, seq)).thenAccept(read -> loop.runOnContext(now -> write(read)));
    }

    private void write(Read read) {
      reading = false;
      seq = read.place();
      for (Change change : read.changes()) {
        quiet = 0;
        if (!response.closed()) {
          var unused =
              response.write(
                  "id: " + change.seq() + "\nevent: state\ndata: " + change.event() + "\n\n");
        }
      }
      if (again || !read.changes().isEmpty()) {
        again = false;
        look(false);
      }
    }
  }
}
