package io.trunkline.genesys.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The watching of one org's trunks: which topics are on which channel, when all trunks have to be
 * read, and what was missed. Knows no clock, thread or network: it is told what happened and when,
 * and says what is to be done. Not thread-safe.
 */
public final class Watch {
  private static final int GAPS_SHOWN = 20;

  private final String org;
  private final WatchSettings settings;
  private final DoubleSupplier random;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Line> placed = new HashMap<>();
  private final Set<String> unplaced = new HashSet<>();
  private final Deque<Gap> gaps = new ArrayDeque<>();
  private boolean started;
  private boolean complete;
  private boolean listing;
  private @Nullable Instant listAt;
  private int listFailures;
  private int losses;
  private Instant lossAt = Instant.EPOCH;
  private @Nullable Instant lostFrom;
  private String lostReason = "";
  private String problem = "";
  private long events;
  private long readings;

  /**
   * A watch that has not begun.
   *
   * @param random from 0 to 1, spreads the tries of many
   */
  public Watch(String org, WatchSettings settings, DoubleSupplier random) {
    this.org = org;
    this.settings = settings;
    this.random = random;
  }

  /** What is to be done after something happened. */
  public List<Action> on(Input input, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (input instanceof Input.Tick) {
      tick(now, actions);
    } else if (input instanceof Input.Listed listed) {
      listed(listed, now, actions);
    } else if (input instanceof Input.ListFailed failed) {
      listFailed(failed, now);
    } else if (input instanceof Input.Seen seen) {
      place(seen.trunkIds());
    } else if (input instanceof Input.Lost lost) {
      lostFrom = lostFrom == null ? lost.from() : lostFrom;
      lostReason = lost.reason();
      readAfterLoss(now);
    } else {
      onLine(input, now, actions);
    }
    return actions;
  }

  private void onLine(Input input, Instant now, List<Action> actions) {
    if (input instanceof Input.Made made) {
      line(made.line()).made(made, now, actions);
    } else if (input instanceof Input.Subscribed done) {
      if (line(done.line()).subscribed(done, now, actions)) {
        readSoon(now);
      }
    } else if (input instanceof Input.CallFailed failed) {
      line(failed.line()).callFailed(failed, now);
    } else if (input instanceof Input.Opened opened) {
      line(opened.line()).opened(opened, now, actions);
      readSoon(now);
    } else if (input instanceof Input.Message message) {
      events += message.event() == null ? 0 : 1;
      line(message.line()).heard(message, now, actions);
    } else if (input instanceof Input.Closed closed) {
      line(closed.line()).closed(closed, now);
    }
  }

  private Line line(int index) {
    return lines.get(index);
  }

  private void tick(Instant now, List<Action> actions) {
    if (!started) {
      started = true;
      listAt = now;
    }
    lines.forEach(line -> line.tick(now, actions));
    if (!listing && listAt != null && !now.isBefore(listAt)) {
      listing = true;
      listAt = null;
      actions.add(new Action.ListTrunks());
    }
  }

  /** Channels that come back one after the other share one reading. */
  private void readSoon(Instant now) {
    if (listAt == null) {
      listAt = now.plus(settings.settle());
    }
  }

  /** Who could not take what was heard may not take what is read either: less and less often. */
  private void readAfterLoss(Instant now) {
    if (Duration.between(lossAt, now).compareTo(settings.longestPause().multipliedBy(2)) > 0) {
      losses = 0;
    }
    lossAt = now;
    Instant next = now.plus(pause(losses++, Duration.ZERO));
    listAt = listAt == null || listAt.isBefore(next) ? next : listAt;
  }

  private Duration pause(int failures, Duration atLeast) {
    double millis =
        Math.min(
            (double) settings.longestPause().toMillis(),
            settings.firstPause().toMillis() * Math.pow(2, Math.min(failures, 30)));
    Duration pause = Duration.ofMillis(Math.round(millis * (0.5 + random.getAsDouble())));
    return pause.compareTo(atLeast) < 0 ? atLeast : pause;
  }

  private void listed(Input.Listed listed, Instant now, List<Action> actions) {
    listing = false;
    listFailures = 0;
    readings++;
    place(ids(listed.trunks()));
    actions.add(new Action.DeliverTrunks(listed.trunks(), listed.askedAt()));
    closeGaps(listed.askedAt(), now).ifPresent(gap -> tell(gap, actions));
    boolean stillMissing =
        lines.stream().anyMatch(line -> line.gapFrom() != null && line.openedAt() != null);
    if (stillMissing) {
      readSoon(now);
    }
  }

  private void tell(Gap gap, List<Action> actions) {
    gaps.addFirst(gap);
    if (gaps.size() > GAPS_SHOWN) {
      gaps.removeLast();
    }
    actions.add(new Action.DeliverGap(gap));
  }

  /**
   * What was read covers what was missed before the reading began, and nothing after it; what a
   * trunk was before is known when its page came, so the gap lasts until the whole was read.
   */
  private Optional<Gap> closeGaps(Instant askedAt, Instant readAt) {
    Set<String> reasons = new LinkedHashSet<>();
    Instant from = null;
    for (Line line : lines) {
      Instant missed = line.gapFrom();
      Instant opened = line.openedAt();
      if (missed != null && opened != null && !opened.isAfter(askedAt)) {
        reasons.add(line.gapReason());
        from = from == null || missed.isBefore(from) ? missed : from;
        line.gapClosed();
      }
    }
    if (lostFrom != null && !lostFrom.isAfter(askedAt)) {
      reasons.add(lostReason);
      from = from == null || lostFrom.isBefore(from) ? lostFrom : from;
      lostFrom = null;
    }
    if (!complete && lines.stream().allMatch(line -> openSince(line, askedAt))) {
      complete = true;
      return Optional.of(new Gap(null, readAt, "nobody was listening"));
    }
    return from == null
        ? Optional.empty()
        : Optional.of(new Gap(from, readAt, String.join("; ", reasons)));
  }

  private static boolean openSince(Line line, Instant time) {
    Instant opened = line.openedAt();
    return line.hears() && opened != null && !opened.isAfter(time);
  }

  private void listFailed(Input.ListFailed failed, Instant now) {
    listing = false;
    problem = failed.problem();
    listAt = now.plus(pause(listFailures++, failed.atLeast()));
  }

  private static List<String> ids(ArrayNode trunks) {
    List<String> ids = new ArrayList<>();
    for (JsonNode trunk : trunks) {
      ids.add(trunk.path("id").asText());
    }
    return ids;
  }

  /** Gives each trunk a place on a channel and takes away those of trunks that are no more. */
  private void place(Collection<String> trunkIds) {
    Set<String> wanted = new LinkedHashSet<>(trunkIds);
    placed
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey());
              if (gone) {
                topics(entry.getKey()).forEach(entry.getValue().topics()::remove);
              }
              return gone;
            });
    unplaced.clear();
    for (String trunk : wanted) {
      if (!placed.containsKey(trunk)) {
        Line line = roomiest();
        if (line == null) {
          unplaced.add(trunk);
        } else {
          line.topics().addAll(topics(trunk));
          placed.put(trunk, line);
        }
      }
    }
  }

  private @Nullable Line roomiest() {
    int most = settings.trunksPerChannel() * settings.topics().size();
    Line found =
        lines.stream()
            .filter(line -> line.topics().size() + settings.topics().size() <= most)
            .min(Comparator.comparingInt(line -> line.topics().size()))
            .orElse(null);
    if (found == null && lines.size() < settings.channels()) {
      found = new Line(lines.size(), settings, random);
      lines.add(found);
    }
    return found;
  }

  private List<String> topics(String trunk) {
    return settings.topics().stream().map(topic -> topic.replace("{id}", trunk)).toList();
  }

  /** The channels there are, for the end of everything. */
  public List<String> channelIds() {
    return lines.stream().map(Line::channelId).filter(Objects::nonNull).toList();
  }

  /** How it goes. */
  public WatchStatus status() {
    List<WatchStatus.ChannelStatus> channels = lines.stream().map(Line::status).toList();
    return new WatchStatus(
        org,
        placed.size() + unplaced.size(),
        unplaced.size(),
        complete && lines.stream().allMatch(Line::hears),
        events,
        readings,
        channels.stream()
            .map(WatchStatus.ChannelStatus::heardAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        problem.isEmpty() ? null : problem,
        channels,
        List.copyOf(gaps));
  }
}
