package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the media statistics of answered conversations, in the order in which they ended, some
 * at a time: the only answer that names the trunk of a call (fact sheet 6.2). It follows the
 * settled conversations, so that none comes in behind it; its watermark is the end of the last one.
 */
public final class MediaPulls {
  private static final String UPTO = "mediaUpto";
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private final Store store;
  private final Subjects subjects;
  private final SeriesWriter writer;
  private final Pulls pulls;
  private final PullLedger ledger;
  private final PullSettings settings;

  /** With the conversations that it asks about, and where the answers go. */
  public MediaPulls(
      Store store,
      Subjects subjects,
      SeriesWriter writer,
      Pulls pulls,
      PullLedger ledger,
      PullSettings settings) {
    this.store = store;
    this.subjects = subjects;
    this.writer = writer;
    this.pulls = pulls;
    this.ledger = ledger;
    this.settings = settings;
  }

  private record Ended(UUID conversation, long at) {}

  /** Puts the ids of the conversations to ask about into the body. */
  public void plan(Exchange exchange) {
    Pull pull = Pulls.of(exchange);
    Instant settled = ledger.watermark(pull.org(), PullSource.SETTLED.token()).orElse(null);
    List<Ended> next = settled == null ? List.of() : next(pull, settled, settings.mediaCalls());
    if (settled != null && next.size() == settings.mediaCalls()) {
      // Those that ended in the same millisecond belong to this turn: the watermark passes them.
      next = next(pull, Instant.ofEpochMilli(next.get(next.size() - 1).at()), Integer.MAX_VALUE);
    }
    @Nullable Instant upto =
        next.isEmpty() ? settled : Instant.ofEpochMilli(next.get(next.size() - 1).at());
    exchange.setVariable(UPTO, upto);
    exchange
        .getMessage()
        .setBody(next.stream().map(ended -> ended.conversation().toString()).distinct().toList());
  }

  private List<Ended> next(Pull pull, Instant upto, int most) {
    Instant mark = pull.watermark();
    Instant begin = mark == null ? upto.minus(settings.first()) : mark;
    int org = subjects.org(pull.org());
    return store.read(
        jdbc ->
            jdbc.sql(
                    """
                    select conversation, ended from series_leg
                      where org = ? and started > ? and started <= ? and ended > ? and ended <= ?
                        and answered is not null
                      order by ended, conversation limit ?""")
                .params(
                    org,
                    begin.minus(LONGEST_CALL).toEpochMilli(),
                    upto.toEpochMilli(),
                    begin.toEpochMilli(),
                    upto.toEpochMilli(),
                    most)
                .query((row, i) -> new Ended(row.getObject(1, UUID.class), row.getLong(2)))
                .list());
  }

  /** Asks about the conversation in the body. */
  public void ask(Exchange exchange) {
    exchange
        .getMessage()
        .setHeader(GenesysConstants.ID, exchange.getMessage().getBody(String.class));
    pulls.renew(Pulls.of(exchange));
  }

  /** Keeps what the body says; one that nobody knows any more says nothing. */
  public void keep(Exchange exchange) {
    Pulls.answered(exchange);
    Pull pull = Pulls.of(exchange);
    String conversation = exchange.getMessage().getHeader(GenesysConstants.ID, String.class);
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    if (answer == null) {
      return;
    }
    for (JsonNode leg : answer.path("entities")) {
      for (JsonNode one : leg.path("mediaStatistics")) {
        String trunk = one.path("trunk").path("id").asText("");
        if (writer.named(pull.org(), conversation, leg.path("communicationId").asText(), trunk)) {
          pull.wrote(1);
        }
      }
    }
  }

  /** Moves the watermark past those that were asked about. */
  public void done(Exchange exchange) {
    Instant upto = exchange.getVariable(UPTO, Instant.class);
    if (upto != null) {
      pulls.advance(Pulls.of(exchange), upto);
    }
  }
}
