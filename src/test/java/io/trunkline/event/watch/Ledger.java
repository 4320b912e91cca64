package io.trunkline.event.watch;

import io.trunkline.event.Intake;
import io.trunkline.event.Observation;
import io.trunkline.event.ProxyStatus;
import io.trunkline.event.Receipt;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stands before an intake, and writes down what is given to it and what it adds up to. */
final class Ledger implements Intake {
  private final Intake real;
  private final List<Observation> observations = new ArrayList<>();
  private final List<Missed> gaps = new ArrayList<>();
  private final Map<String, Side> sides = new HashMap<>();
  private boolean refusing;

  record Missed(Instant from, Instant to, String reason) {}

  private record Side(boolean value, Instant at, Instant heard) {}

  /** Before an intake. */
  Ledger(Intake real) {
    this.real = real;
  }

  /** Refuses what comes next, as an intake whose store is down does. */
  synchronized void refuseNext() {
    refusing = true;
  }

  @Override
  public synchronized CompletionStage<List<Receipt>> accept(List<Observation> given) {
    if (refusing) {
      refusing = false;
      return CompletableFuture.failedFuture(new IllegalStateException("the store is down"));
    }
    observations.addAll(given);
    given.forEach(this::merge);
    return real.accept(given);
  }

  private void merge(Observation seen) {
    String trunk = String.valueOf(seen.trunk().id());
    tell(trunk + " connected", seen.state().connected(), seen.state().connectedAt(), seen);
    List<ProxyStatus> options = seen.state().options();
    if (options != null) {
      options.forEach(proxy -> tell(trunk + " options", proxy.up(), proxy.at(), seen));
    }
  }

  private void tell(String side, @Nullable Boolean value, @Nullable Instant at, Observation seen) {
    if (value == null) {
      return;
    }
    Side told = new Side(value, at == null ? seen.receivedAt() : at, seen.receivedAt());
    Side known = sides.get(side);
    boolean newer =
        known == null
            || told.at().isAfter(known.at())
            || (told.at().equals(known.at()) && !told.heard().isBefore(known.heard()));
    if (newer) {
      sides.put(side, told);
    }
  }

  @Override
  public CompletionStage<Void> catchUp() {
    return real.catchUp();
  }

  @Override
  public synchronized CompletionStage<Void> gap(
      String org, Source source, Instant from, Instant to, String reason) {
    gaps.add(new Missed(from, to, reason));
    return real.gap(org, source, from, to, reason);
  }

  /** What it all adds up to, in the words of {@link Listening#truth}. */
  synchronized Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    sides.forEach(
        (side, told) -> {
          String trunk = side.substring(0, side.indexOf(' '));
          Side options = sides.get(trunk + " options");
          Side connected = sides.get(trunk + " connected");
          states.put(
              trunk,
              (connected == null ? "" : connected.value())
                  + "/"
                  + (options == null ? "" : options.value()));
        });
    return states;
  }

  synchronized List<Missed> gaps() {
    return List.copyOf(gaps);
  }

  synchronized long count(SourceKind kind) {
    return observations.stream().filter(each -> each.source().kind() == kind).count();
  }
}
