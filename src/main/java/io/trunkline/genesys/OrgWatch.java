package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.genesys.notification.Action;
import io.trunkline.genesys.notification.Gap;
import io.trunkline.genesys.notification.Input;
import io.trunkline.genesys.notification.Watch;
import io.trunkline.genesys.notification.WatchStatus;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a {@link Watch} says: its calls, its sockets, its deliveries, and its time. */
final class OrgWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrgWatch.class);

  private final Watch watch;
  private final ChannelCalls calls;
  private final ExecutorService callers;
  private final NotificationDelivery delivery;
  private final ChannelSockets sockets;
  private final Clock clock;
  private final ScheduledExecutorService loop;
  private @Nullable Instant lastTime;
  private volatile WatchStatus status;
  private volatile boolean closed;

  /**
   * A watch that has not begun.
   *
   * @param callers runs calls, which block
   */
  OrgWatch(
      String org,
      Watch watch,
      ChannelCalls calls,
      ExecutorService callers,
      NotificationDelivery delivery,
      Duration timeout,
      @Nullable ProxyLogin proxyLogin,
      Clock clock) {
    this.watch = watch;
    this.calls = calls;
    this.callers = callers;
    this.delivery = delivery;
    this.clock = clock;
    this.status = watch.status();
    this.loop = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, org));
    HttpClient http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.sockets = new ChannelSockets(http, timeout, proxyLogin, this::time, this::post);
    delivery.onLoss((from, reason) -> post(new Input.Lost(from, reason)));
  }

  private static Thread daemon(Runnable task, String org) {
    Thread thread = new Thread(task, "genesys-" + org + "-watch");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to watch; time is looked at as often as {@code beat}. */
  void start(Duration beat) {
    var unused =
        loop.scheduleWithFixedDelay(
            () -> feed(new Input.Tick()), 0, beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  WatchStatus status() {
    return status;
  }

  /** Somebody read all trunks of the org. */
  void seen(ArrayNode trunks) {
    List<String> ids = trunks.findValuesAsText("id").isEmpty() ? List.of() : ids(trunks);
    post(new Input.Seen(ids));
  }

  private static List<String> ids(ArrayNode trunks) {
    List<String> ids = new java.util.ArrayList<>();
    for (JsonNode trunk : trunks) {
      ids.add(trunk.path("id").asText());
    }
    return ids;
  }

  /** The time, never the same twice, so that what is heard can be put in order by it. */
  private synchronized Instant time() {
    Instant now = clock.instant();
    Instant last = lastTime;
    if (last != null && !now.isAfter(last)) {
      now = last.plusNanos(1000);
    }
    lastTime = now;
    return now;
  }

  private void post(Input input) {
    try {
      loop.execute(() -> feed(input));
    } catch (RejectedExecutionException e) {
      LOG.debug("The watch has ended", e);
    }
  }

  private void feed(Input input) {
    if (closed) {
      return;
    }
    try {
      watch.on(input, time()).forEach(this::perform);
      if (!(input instanceof Input.Message)) {
        status = watch.status();
      }
    } catch (RuntimeException e) {
      // One wrong message must not end the watch.
      LOG.error("The watch of {} could not take {}", status.org(), input, e);
    }
  }

  private void tell(Gap gap) {
    if (gap.from() == null) {
      LOG.info("{}: {}; the state of all trunks is read now", status.org(), gap.reason());
    } else {
      LOG.warn(
          "{}: events may have been missed from {} to {}: {}",
          status.org(),
          gap.from(),
          gap.to(),
          gap.reason());
    }
  }

  private void perform(Action action) {
    if (action instanceof Action.Deliver deliver) {
      delivery.event(deliver.event());
    } else if (action instanceof Action.DeliverTrunks trunks) {
      delivery.trunks(trunks.trunks(), trunks.askedAt());
    } else if (action instanceof Action.DeliverGap gap) {
      tell(gap.gap());
      delivery.gap(gap.gap());
    } else if (action instanceof Action.Connect connect) {
      sockets.connect(connect.line(), connect.socket(), connect.uri());
    } else if (action instanceof Action.Disconnect disconnect) {
      sockets.abort(disconnect.socket());
    } else if (action instanceof Action.Ping ping) {
      sockets.ping(ping.socket());
    } else {
      callers.execute(() -> post(call(action)));
    }
  }

  private Input call(Action action) {
    try {
      if (action instanceof Action.MakeChannel make) {
        ChannelCalls.Made made = calls.make();
        return new Input.Made(make.line(), made.id(), made.connectUri(), made.expires());
      }
      if (action instanceof Action.Subscribe asked) {
        ChannelCalls.Subscribed done = calls.subscribe(asked.channelId(), asked.topics());
        return new Input.Subscribed(
            asked.line(), asked.channelId(), asked.topics(), done.rejected(), done.expires());
      }
      Instant askedAt = time();
      return new Input.Listed(calls.trunks(), askedAt);
    } catch (GenesysException e) {
      return failed(action, e.getMessage(), gone(e), wait(e));
    } catch (RuntimeException e) {
      LOG.warn("A call of the watch of {} failed", status.org(), e);
      return failed(action, String.valueOf(e.getMessage()), false, Duration.ZERO);
    }
  }

  private static Input failed(
      Action action, @Nullable String problem, boolean gone, Duration wait) {
    String text = String.valueOf(problem);
    if (action instanceof Action.MakeChannel make) {
      return new Input.CallFailed(make.line(), gone, text, wait);
    }
    if (action instanceof Action.Subscribe asked) {
      return new Input.CallFailed(asked.line(), gone, text, wait);
    }
    return new Input.ListFailed(text, wait);
  }

  private static boolean gone(GenesysException e) {
    return e instanceof RefusedException && e.call().status() == 404;
  }

  private static Duration wait(GenesysException e) {
    return e instanceof RateLimitedException limited ? limited.retryAfter() : Duration.ZERO;
  }

  /** Ends the sockets and lets go of the topics. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    loop.shutdownNow();
    sockets.abortAll();
    List<String> channels = watch.channelIds();
    try {
      var abandoned =
          callers.submit(
              () -> {
                calls.abandon(channels);
                return channels;
              });
      abandoned.get(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException
        | RejectedExecutionException e) {
      LOG.debug("The channels of {} keep their topics until they end", status.org(), e);
    }
  }
}
