package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;

/**
 * Walks the latest conversations page by page. The rows are asked for in the order of their
 * beginning: one that comes in meanwhile shifts later pages, so that rows come twice, which the
 * store does not mind; what slipped onto a page that was read already comes with the next pull,
 * which begins earlier than the last one ended.
 */
public final class DetailQueries {
  private final ConversationRows rows;
  private final Pulls pulls;
  private final PullPlan plan;
  private final PullSettings settings;
  private final Clock clock;

  /** With where rows go. */
  public DetailQueries(ConversationRows rows, Pulls pulls, PullSettings settings, Clock clock) {
    this.rows = rows;
    this.pulls = pulls;
    this.plan = new PullPlan(settings);
    this.settings = settings;
    this.clock = clock;
  }

  /** Decides what is to be read. */
  public void plan(Exchange exchange) {
    Pull pull = Pulls.of(exchange);
    pull.plan(plan.recent(pull.watermark(), clock.instant()));
  }

  /** Goes on with the next window; false at the end. */
  public boolean nextWindow(Exchange exchange) {
    return Pulls.of(exchange).next();
  }

  /** Whether the window at hand has further pages. */
  public boolean hasMore(Exchange exchange) {
    return Pulls.of(exchange).pages().more();
  }

  /** The query of the next page. */
  public ObjectNode nextPage(Exchange exchange) {
    Pull pull = Pulls.of(exchange);
    int number = pull.pages().next();
    ObjectNode query = query(pull.window());
    query.putObject("paging").put("pageSize", settings.pageSize()).put("pageNumber", number);
    return query;
  }

  /** A query for the voice conversations of a window, in the order of their beginning. */
  static ObjectNode query(PullWindow window) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    query
        .put("interval", window.interval())
        .put("order", "asc")
        .put("orderBy", "conversationStart");
    VoiceFilter.into(query.putArray("segmentFilters").addObject());
    return query;
  }

  /**
   * Keeps the page in the body. A window with more rows than a query serves is read in halves
   * instead.
   */
  public void keep(Exchange exchange) {
    Pulls.answered(exchange);
    Pull pull = Pulls.of(exchange);
    JsonNode page = exchange.getMessage().getBody(JsonNode.class);
    if (page.path("totalHits").asLong() > settings.mostRows()
        && pull.window().halves().size() > 1) {
      pull.instead(pull.window().halves());
      pull.pages().end();
      return;
    }
    int conversations = rows.write(pull, page);
    boolean full = conversations >= settings.pageSize();
    // Ten minutes with more rows than a query serves are left to the jobs.
    boolean served = (pull.pages().number() + 1L) * settings.pageSize() <= settings.mostRows();
    if (!full || !served) {
      pull.pages().end();
    }
  }

  /**
   * The window is read: the watermark moves to the latest beginning that was seen, never to the
   * clock.
   */
  public void windowDone(Exchange exchange) {
    Pull pull = Pulls.of(exchange);
    Instant newest = pull.newest();
    if (newest != null) {
      pulls.advance(pull, newest);
    }
  }
}
