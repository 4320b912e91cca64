package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.genesys.GenesysConstants;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks settled conversations by jobs: one job per window, its results page by page along the
 * cursor. A job that failed or expired, or whose cursor did, is submitted anew; after some tries
 * the window is read in halves; when halves are too short it becomes a gap, which later pulls try
 * again.
 */
public final class DetailJobs {
  private static final Logger LOG = LoggerFactory.getLogger(DetailJobs.class);

  private final ConversationRows rows;
  private final Pulls pulls;
  private final PullLedger ledger;
  private final PullPlan plan;
  private final PullSettings settings;
  private final Clock clock;

  /** With where rows and gaps go. */
  public DetailJobs(
      ConversationRows rows, Pulls pulls, PullLedger ledger, PullSettings settings, Clock clock) {
    this.rows = rows;
    this.pulls = pulls;
    this.ledger = ledger;
    this.plan = new PullPlan(settings);
    this.settings = settings;
    this.clock = clock;
  }

  /** Decides what is to be read, from the availability date in the body. */
  public void plan(Exchange exchange) {
    Pulls.answered(exchange);
    Pull pull = Pulls.of(exchange);
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    Instant available = Instant.parse(answer.path("dataAvailabilityDate").asText());
    pull.plan(
        plan.settled(
            pull.watermark(),
            available,
            ledger.openGaps(pull.org(), pull.source(), Instant.EPOCH, available)));
  }

  /** Goes on with the next window; false at the end. */
  public boolean nextWindow(Exchange exchange) {
    return Pulls.of(exchange).next();
  }

  /** Whether the window needs a job, its first or another. */
  public boolean needsJob(Exchange exchange) {
    return job(exchange).stage != WindowJob.Stage.READ;
  }

  /** The query of the window's job. */
  public ObjectNode query(Exchange exchange) {
    ObjectNode query = DetailQueries.query(Pulls.of(exchange).window());
    query.remove("orderBy");
    query.remove("order");
    return query;
  }

  /** The body names the job that was submitted. */
  public void submitted(Exchange exchange) {
    Pulls.answered(exchange);
    WindowJob job = job(exchange);
    job.id = exchange.getMessage().getBody(JsonNode.class).path("jobId").asText();
    job.cursor = null;
    job.stage = WindowJob.Stage.WAITING;
    job.submitted = clock.instant();
    job.tries++;
  }

  /** Whether the job is not ready yet. */
  public boolean waits(Exchange exchange) {
    return job(exchange).stage == WindowJob.Stage.WAITING;
  }

  /** Asks for the job. */
  public void ask(Exchange exchange) {
    exchange.getMessage().setHeader(GenesysConstants.ID, job(exchange).id);
    pulls.renew(Pulls.of(exchange));
  }

  /** The body tells the job's state; an empty one that nobody knows it any more. */
  public void state(Exchange exchange) {
    Pulls.answered(exchange);
    WindowJob job = job(exchange);
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    String state = answer == null || answer.isNull() ? "EXPIRED" : answer.path("state").asText();
    boolean patient = job.submitted.plus(settings.jobPatience()).isAfter(clock.instant());
    switch (state) {
      case "FULFILLED" -> job.stage = WindowJob.Stage.READING;
      case "QUEUED", "PENDING" -> {
        if (!patient) {
          giveUp(exchange, "the job was " + state + " for " + settings.jobPatience());
        }
      }
      default ->
          giveUp(
              exchange,
              "the job is "
                  + state
                  + " "
                  + (answer == null ? "" : answer.path("errorMessage").asText()));
    }
  }

  /** Whether the job has further results. */
  public boolean hasMore(Exchange exchange) {
    return job(exchange).stage == WindowJob.Stage.READING;
  }

  /** Asks for the next page of results. */
  public void askResults(Exchange exchange) {
    WindowJob job = job(exchange);
    Map<String, Object> query = new HashMap<>();
    query.put("pageSize", settings.resultsPageSize());
    if (job.cursor != null) {
      query.put("cursor", job.cursor);
    }
    exchange.getMessage().setHeader(GenesysConstants.ID, job.id);
    exchange.getMessage().setHeader(GenesysConstants.QUERY, query);
  }

  /** Keeps the page in the body. */
  public void keep(Exchange exchange) {
    Pulls.answered(exchange);
    WindowJob job = job(exchange);
    JsonNode page = exchange.getMessage().getBody(JsonNode.class);
    rows.write(Pulls.of(exchange), page);
    String cursor = page.hasNonNull("cursor") ? page.path("cursor").asText() : null;
    if (cursor == null) {
      job.stage = WindowJob.Stage.READ;
    } else if (cursor.equals(job.cursor)) {
      giveUp(exchange, "the cursor does not move on");
    } else {
      job.cursor = cursor;
    }
  }

  /** The results were refused: job or cursor have expired. */
  public void refused(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    giveUp(exchange, cause == null ? "refused" : String.valueOf(cause.getMessage()));
  }

  private void giveUp(Exchange exchange, String reason) {
    WindowJob job = job(exchange);
    Pull pull = Pulls.of(exchange);
    PullWindow window = pull.window();
    LOG.info("job for {} of {} is given up: {}", window.interval(), pull.org(), reason);
    if (job.tries < settings.jobTries()) {
      job.stage = WindowJob.Stage.TO_SUBMIT;
      return;
    }
    job.stage = WindowJob.Stage.READ;
    List<PullWindow> halves = window.halves();
    if (halves.size() > 1) {
      pull.instead(halves);
    } else if (window.gap() == 0) {
      ledger.noteGap(pull.org(), pull.source(), window.from(), window.to(), reason, false);
    } else {
      pull.spoilGap();
    }
    job.halved = halves.size() > 1;
  }

  /** The window is read, or noted as a gap: the watermark moves, a gap that is filled is closed. */
  public void windowDone(Exchange exchange) {
    Pull pull = Pulls.of(exchange);
    if (job(exchange).halved) {
      return;
    }
    if (pull.window().gap() == 0) {
      pulls.advance(pull, pull.window().to());
    } else if (pull.fillsGap()) {
      ledger.closeGap(pull.window().gap());
    }
  }

  private static WindowJob job(Exchange exchange) {
    return Pulls.of(exchange).job();
  }
}
