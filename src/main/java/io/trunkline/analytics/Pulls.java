package io.trunkline.analytics;

import io.trunkline.analytics.PullLedger.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends pulls for the routes. A source of an org is read by one node at a time, under a
 * lease of the store, and once at a time in this process; the node that read it keeps it until the
 * next turn is near, so that several nodes cost no more calls than one.
 */
public final class Pulls {
  /** Exchange variable: the {@link Pull} under way. */
  static final String PULL = "pull";

  private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

  private final PullLedger ledger;
  private final PullSettings settings;
  private final Supplier<List<String>> orgs;
  private final Clock clock;
  private final Set<List<String>> underWay = ConcurrentHashMap.newKeySet();
  private final Map<List<String>, Last> last = new ConcurrentHashMap<>();
  private volatile boolean leaving;

  /**
   * With the ledger.
   *
   * @param orgs names of the orgs to read
   */
  public Pulls(PullLedger ledger, PullSettings settings, Supplier<List<String>> orgs, Clock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.orgs = orgs;
    this.clock = clock;
  }

  /**
   * How the last pull of this process ended.
   *
   * @param problem null when it succeeded
   */
  public record Last(Instant begun, Instant ended, long rows, @Nullable String problem) {}

  /**
   * Claims a source of every org; orgs whose source another node has, or that is being read, are
   * left out.
   */
  public List<Pull> due(@Variable("source") String source) {
    return claim(
        PullSource.of(source)
            .orElseThrow(() -> new IllegalArgumentException("there is no source " + source)));
  }

  private List<Pull> claim(PullSource source) {
    List<Pull> claimed = new ArrayList<>();
    if (leaving || (source == PullSource.MEDIA_STATISTICS && !settings.mediaStatistics())) {
      return claimed;
    }
    for (String org : orgs.get()) {
      List<String> key = List.of(org, source.token());
      if (underWay.add(key)) {
        Optional<Lease> lease = Optional.empty();
        try {
          lease = ledger.claim(org, source.token(), settings.node(), settings.lease());
        } finally {
          if (lease.isEmpty()) {
            underWay.remove(key);
          }
        }
        lease.ifPresent(held -> claimed.add(new Pull(held, clock.instant())));
      }
    }
    return claimed;
  }

  /** Makes the pull in the body the one of the exchange. */
  public void begin(Exchange exchange) {
    Pull pull = exchange.getMessage().getBody(Pull.class);
    exchange.setVariable(PULL, pull);
    exchange.getMessage().setHeader("CamelGenesysOrg", pull.org());
  }

  /** The pull of an exchange. */
  static Pull of(Exchange exchange) {
    Pull pull = exchange.getVariable(PULL, Pull.class);
    if (pull == null) {
      throw new IllegalStateException("no pull was begun");
    }
    return pull;
  }

  /**
   * Forgets the tries of a call that was answered: a pull makes thousands, and each has its own.
   */
  static void answered(Exchange exchange) {
    exchange.getMessage().removeHeaders("CamelRedeliver*");
  }

  /** Ends a pull that read everything; its source rests until the next turn. */
  public void succeeded(Exchange exchange) {
    Pull pull = of(exchange);
    end(pull, null);
    PullSource source = PullSource.of(pull.source()).orElseThrow();
    Duration turn = settings.turns().getOrDefault(source, Duration.ZERO);
    Duration rest =
        turn.multipliedBy(9).dividedBy(10).minus(Duration.between(pull.begun(), clock.instant()));
    if (rest.isNegative()) {
      ledger.release(pull.lease());
    } else {
      boolean unused = ledger.renew(pull.lease(), rest);
    }
  }

  /** Ends a pull that failed: what it read stays, the next turn begins at the watermark again. */
  public void failed(Exchange exchange) {
    Pull pull = of(exchange);
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    String problem = cause == null ? "unknown" : String.valueOf(cause.getMessage());
    end(pull, problem);
    if (!(cause instanceof PullLeft)) {
      LOG.warn("{} of {} could not be read: {}", pull.source(), pull.org(), problem);
    }
    ledger.release(pull.lease());
  }

  private void end(Pull pull, @Nullable String problem) {
    List<String> key = List.of(pull.org(), pull.source());
    last.put(key, new Last(pull.begun(), clock.instant(), pull.rows(), problem));
    underWay.remove(key);
  }

  /** Ends pulls at their next page and begins none, because the process stops. */
  public void leave() {
    leaving = true;
  }

  /**
   * Keeps the source while it is being read.
   *
   * @throws PullTakenOver when another node reads it now
   * @throws PullLeft when the process stops
   */
  void renew(Pull pull) {
    if (leaving) {
      throw new PullLeft(pull);
    }
    if (!ledger.renew(pull.lease(), settings.lease())) {
      throw new PullTakenOver(pull);
    }
  }

  /**
   * Says up to when everything is in the store; never back.
   *
   * @throws PullTakenOver when another node reads the source now
   */
  void advance(Pull pull, Instant upto) {
    Instant before = pull.watermark();
    if (before != null && !upto.isAfter(before)) {
      return;
    }
    if (!ledger.advance(pull.lease(), upto)) {
      throw new PullTakenOver(pull);
    }
    pull.advanced(upto);
  }

  /** Names of the orgs that are read. */
  public List<String> orgs() {
    return orgs.get();
  }

  /** Gives back every source that this node has, so that another goes on at once. */
  public void giveBack() {
    ledger.releaseAll(settings.node());
  }

  /** How this process' last pull of a source ended; null before the first. */
  public @Nullable Last last(String org, PullSource source) {
    return last.get(List.of(org, source.token()));
  }

  /** Whether this process reads a source now. */
  public boolean isUnderWay(String org, PullSource source) {
    return underWay.contains(List.of(org, source.token()));
  }
}
