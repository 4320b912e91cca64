package io.trunkline.genesys.notification;

import io.trunkline.genesys.notification.WatchStatus.ChannelStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** One channel with its share of the topics, from its making to its socket, again and again. */
final class Line {
  private static final String CLOSING = "v2.system.socket_closing";

  /** What a line waits for. */
  enum Phase {
    MAKING,
    SUBSCRIBING,
    CONNECTING,
    LIVE,
    PAUSED
  }

  private final int index;
  private final WatchSettings settings;
  private final DoubleSupplier random;
  private final Set<String> topics = new LinkedHashSet<>();
  private Set<String> subscribed = Set.of();
  private Phase phase = Phase.PAUSED;
  private Instant retryAt = Instant.EPOCH;
  private int failures;
  private @Nullable String channelId;
  private String uri = "";
  private Instant expires = Instant.EPOCH;
  private Instant renewAt = Instant.MAX;
  private @Nullable String openChannel;
  private long sockets;
  private long open;
  private boolean pinged;
  private @Nullable Instant heardAt;
  private @Nullable Instant eventAt;
  private @Nullable Instant openedAt;
  private @Nullable Instant gapFrom;
  private String gapReason = "";
  private String problem = "";

  Line(int index, WatchSettings settings, DoubleSupplier random) {
    this.index = index;
    this.settings = settings;
    this.random = random;
  }

  Set<String> topics() {
    return topics;
  }

  /** Whether it hears everything that it should. */
  boolean hears() {
    return open != 0 && subscribed.equals(topics);
  }

  /** Since when it has been open, null when it is not. */
  @Nullable Instant openedAt() {
    return open == 0 ? null : openedAt;
  }

  /** Since when it may have missed events, null when it has not. */
  @Nullable Instant gapFrom() {
    return gapFrom;
  }

  String gapReason() {
    return gapReason;
  }

  void gapClosed() {
    gapFrom = null;
    gapReason = "";
  }

  void tick(Instant now, List<Action> actions) {
    if (open != 0) {
      watchSilence(now, actions);
    }
    if (phase == Phase.PAUSED && !now.isBefore(retryAt)) {
      begin(actions);
    } else if (phase == Phase.LIVE && (needsTopics() || isEnding(now))) {
      subscribe(actions);
    }
  }

  private boolean needsTopics() {
    return !subscribed.equals(topics);
  }

  private boolean isEnding(Instant now) {
    return !now.isBefore(renewAt);
  }

  private void watchSilence(Instant now, List<Action> actions) {
    Duration silent = Duration.between(heardAt == null ? now : heardAt, now);
    if (silent.compareTo(settings.silence()) >= 0) {
      actions.add(new Action.Disconnect(open));
      lost("nothing was heard for " + silent.toSeconds() + " s", now, phase == Phase.LIVE);
    } else if (!pinged && silent.compareTo(settings.silence().dividedBy(2)) >= 0) {
      pinged = true;
      actions.add(new Action.Ping(open));
    }
  }

  private void begin(List<Action> actions) {
    if (channelId == null) {
      phase = Phase.MAKING;
      actions.add(new Action.MakeChannel(index));
    } else {
      subscribe(actions);
    }
  }

  private void subscribe(List<Action> actions) {
    if (channelId != null) {
      phase = Phase.SUBSCRIBING;
      actions.add(new Action.Subscribe(index, channelId, Set.copyOf(topics)));
    }
  }

  /** A short life is renewed after three quarters of it. */
  private void livesUntil(Instant end, Instant now) {
    Duration quarter = Duration.between(now, end).dividedBy(4);
    Duration before = settings.renewBefore();
    expires = end;
    renewAt = end.minus(quarter.compareTo(before) < 0 ? quarter : before);
  }

  void made(Input.Made made, Instant now, List<Action> actions) {
    if (phase == Phase.MAKING) {
      channelId = made.channelId();
      uri = made.uri();
      livesUntil(made.expires(), now);
      subscribed = Set.of();
      subscribe(actions);
    }
  }

  /** Gives whether topics are heard from now on that were not heard before. */
  boolean subscribed(Input.Subscribed done, Instant now, List<Action> actions) {
    if (phase != Phase.SUBSCRIBING || !done.channelId().equals(channelId)) {
      return false;
    }
    boolean more = !subscribed.containsAll(done.topics());
    Instant told = done.expires();
    boolean prolonged = told != null && isLonger(told, now);
    subscribed = Set.copyOf(done.topics());
    problem = done.rejected() == 0 ? problem : done.rejected() + " topics were rejected";
    if (isEnding(now) && !prolonged) {
      // A new channel takes over while the old one is still heard.
      channelId = null;
      begin(actions);
      return false;
    }
    if (told != null) {
      livesUntil(told, now);
    }
    if (open != 0 && done.channelId().equals(openChannel)) {
      phase = Phase.LIVE;
      failures = 0;
      return more;
    }
    connect(actions);
    return false;
  }

  /** A channel is renewed in the last quarter of its life: a whole one is much longer. */
  private boolean isLonger(Instant told, Instant now) {
    return Duration.between(now, told).compareTo(Duration.between(now, expires).multipliedBy(2))
        > 0;
  }

  private void connect(List<Action> actions) {
    phase = Phase.CONNECTING;
    sockets++;
    actions.add(new Action.Connect(index, socket(sockets), uri));
  }

  // Sockets of all lines have numbers of their own.
  private long socket(long number) {
    return index + number * 1000;
  }

  void opened(Input.Opened opened, Instant now, List<Action> actions) {
    if (phase != Phase.CONNECTING || opened.socket() != socket(sockets)) {
      actions.add(new Action.Disconnect(opened.socket()));
      return;
    }
    if (open != 0) {
      actions.add(new Action.Disconnect(open));
      missed("the channel moved to another connection");
    }
    open = opened.socket();
    openChannel = channelId;
    openedAt = now;
    heardAt = now;
    pinged = false;
    phase = Phase.LIVE;
    failures = 0;
  }

  void heard(Input.Message message, Instant now, List<Action> actions) {
    if (message.socket() == open) {
      heardAt = now;
      pinged = false;
    }
    if (message.event() != null) {
      eventAt = now;
      actions.add(new Action.Deliver(message.event()));
    } else if (message.topic().equals(CLOSING) && message.socket() == open) {
      // The same channel again, at once: a second connection takes the place of the first.
      if (phase == Phase.LIVE) {
        connect(actions);
      }
    }
  }

  void closed(Input.Closed closed, Instant now) {
    boolean connecting = phase == Phase.CONNECTING && closed.socket() == socket(sockets);
    if (closed.socket() == open) {
      lost(closed.reason(), now, phase == Phase.LIVE);
    } else if (connecting) {
      failed(closed.gone(), closed.reason(), Duration.ZERO, now);
    }
  }

  void callFailed(Input.CallFailed failed, Instant now) {
    if (phase == Phase.MAKING || phase == Phase.SUBSCRIBING) {
      failed(failed.gone(), failed.problem(), failed.atLeast(), now);
    }
  }

  private void failed(boolean gone, String what, Duration atLeast, Instant now) {
    problem = what;
    if (gone) {
      channelId = null;
    }
    pause(atLeast, now);
  }

  private void lost(String reason, Instant now, boolean retry) {
    missed(reason);
    problem = reason;
    open = 0;
    if (retry) {
      pause(Duration.ZERO, now);
    }
  }

  private void missed(String reason) {
    gapFrom = gapFrom == null ? heardAt : gapFrom;
    gapReason = reason;
  }

  private void pause(Duration atLeast, Instant now) {
    double millis =
        Math.min(
            (double) settings.longestPause().toMillis(),
            settings.firstPause().toMillis() * Math.pow(2, Math.min(failures, 30)));
    failures++;
    Duration pause = Duration.ofMillis(Math.round(millis * (0.5 + random.getAsDouble())));
    phase = Phase.PAUSED;
    retryAt = now.plus(pause.compareTo(atLeast) < 0 ? atLeast : pause);
  }

  /** The open sockets, for the end of everything. */
  List<Long> open() {
    return open == 0 ? List.of() : List.of(open);
  }

  @Nullable String channelId() {
    return channelId;
  }

  ChannelStatus status() {
    return new ChannelStatus(
        channelId,
        phase.name().toLowerCase(java.util.Locale.ROOT),
        open != 0,
        topics.size(),
        subscribed.size(),
        openedAt(),
        heardAt,
        eventAt,
        expires.equals(Instant.EPOCH) ? null : expires,
        problem.isEmpty() ? null : problem);
  }
}
