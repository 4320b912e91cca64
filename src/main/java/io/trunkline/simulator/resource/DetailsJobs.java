package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import io.trunkline.simulator.traffic.CallLog;
import io.trunkline.simulator.traffic.CallPages;
import io.trunkline.simulator.traffic.ConversationJson;
import io.trunkline.simulator.traffic.Matching;
import io.trunkline.simulator.traffic.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous jobs of conversation details (6.4), in memory: a restart forgets them. A job sees
 * what had arrived when it was submitted, and nothing after the data availability date.
 */
final class DetailsJobs {
  private static final String PATH = ConversationDetails.PATH + "/jobs";
  private static final String ONE = PATH + "/{jobId}";
  private static final long DAY = 86_400_000;
  private static final int MOST_JOBS = 10_000;

  private final Traffic traffic;
  private final Map<Org, Jobs> orgs = new WeakHashMap<>();

  DetailsJobs(Traffic traffic) {
    this.traffic = traffic;
  }

  private static final class Jobs {
    final Map<String, Job> byId = new HashMap<>();
    long submitted;
    long cursors;
  }

  private static final class Job {
    final Matching matching;
    final long submitted;
    final long number;
    int pages;
    boolean cancelled;

    Job(Matching matching, long submitted, long number) {
      this.matching = matching;
      this.submitted = submitted;
      this.number = number;
    }
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("POST", PATH, "AsyncQueryResponse", this::submit)
            .takes("AsyncConversationQuery")
            .does("Submit a job for conversations with activity in the interval", "6.4")
            .under("analytics.maxIntervalDays", "analytics.availabilityLagMs")
            .needs(ConversationDetails.PERMISSION),
        Operation.of("GET", PATH + "/availability", "DataAvailabilityResponse", this::availability)
            .does("Up to when jobs have all data", "6.4")
            .under("analytics.availabilityLagMs")
            .needs(ConversationDetails.PERMISSION),
        Operation.of("GET", ONE, "AsyncQueryStatus", this::state)
            .does("State of a job", "6.4")
            .under("analytics.jobMs", "analytics.jobsFailEvery", "analytics.jobsExpireEvery")
            .needs(ConversationDetails.PERMISSION),
        Operation.of(
                "GET", ONE + "/results", "AnalyticsConversationAsyncQueryResponse", this::results)
            .does("Results of a job, to be read on while there is a cursor", "6.4")
            .under(
                "analytics.maxResultsPageSize",
                "analytics.jobsExpireEvery",
                "analytics.cursorsExpireEvery")
            .with("cursor", "pageSize")
            .needs(ConversationDetails.PERMISSION),
        Operation.of("DELETE", ONE, "", this::cancel)
            .does("Forget a job", "6.4")
            .needs(ConversationDetails.PERMISSION));
  }

  private Answer submit(Call call) {
    Org org = call.org();
    JsonNode body = call.object();
    AnalyticsQuery query = AnalyticsQuery.of(body, org.settings());
    Jobs jobs = orgs.computeIfAbsent(org, missing -> new Jobs());
    if (jobs.byId.size() >= MOST_JOBS) {
      jobs.byId.clear();
    }
    long startedFrom =
        body.path("startOfDayIntervalMatching").asBoolean() ? query.startOfDay() : Long.MIN_VALUE;
    Matching matching =
        new Matching(
            query.from(),
            query.to(),
            startedFrom,
            available(org),
            traffic.asked(org),
            Matching.Late.of(org.settings()),
            query.filter(),
            query.filters());
    traffic.answered(org);
    String id = org.newId();
    jobs.byId.put(id, new Job(matching, CallLog.now(org), ++jobs.submitted));
    return Answer.of(202, Json.object().put("jobId", id));
  }

  private Answer availability(Call call) {
    return Answer.ok(Json.object().put("dataAvailabilityDate", Json.date(available(call.org()))));
  }

  private static long available(Org org) {
    return CallLog.now(org) - org.settings().number("analytics.availabilityLagMs");
  }

  private Answer state(Call call) {
    Job job = job(call);
    String state = state(call.org(), job);
    ObjectNode answer = Json.object().put("state", state);
    answer.put("submissionDate", Json.date(job.submitted));
    answer.put("expirationDate", Json.date(job.submitted + DAY));
    if (state.equals("FAILED")) {
      answer.put("errorMessage", "The job could not be completed.");
    }
    if (state.equals("FULFILLED")) {
      answer.put("completionDate", Json.date(job.submitted));
    }
    return Answer.ok(answer);
  }

  private static String state(Org org, Job job) {
    Settings settings = org.settings();
    if (job.cancelled) {
      return "CANCELLED";
    }
    if (expired(settings, job)) {
      return "EXPIRED";
    }
    long wait = settings.number("analytics.jobMs");
    long age = org.now() - job.submitted;
    // A held clock says nothing of how long a job takes.
    if (settings.text("traffic.now").isEmpty() && age < wait) {
      return age * 2 < wait ? "QUEUED" : "PENDING";
    }
    return each(job.number, settings.number("analytics.jobsFailEvery")) ? "FAILED" : "FULFILLED";
  }

  private static boolean expired(Settings settings, Job job) {
    return job.pages > 0 && each(job.number, settings.number("analytics.jobsExpireEvery"));
  }

  private static boolean each(long number, long every) {
    return every > 0 && number % every == 0;
  }

  private Answer results(Call call) {
    Org org = call.org();
    Job job = job(call);
    String state = state(org, job);
    if (state.equals("EXPIRED")) {
      throw Refusal.notFound();
    }
    if (!state.equals("FULFILLED")) {
      throw Refusal.conflict(400, "Job results are not available: the job is " + state + ".");
    }
    int size = call.positive("pageSize", 1000);
    long most = org.settings().number("analytics.maxResultsPageSize");
    if (size > most) {
      throw Refusal.invalidQuery("pageSize", String.valueOf(size), "at most " + most);
    }
    CallLog log = traffic.log(org);
    String cursor = call.parameter("cursor");
    CallPages.Position from =
        cursor == null ? CallPages.begin(log, job.matching) : position(org, cursor);
    CallPages.Part part = CallPages.part(log, job.matching, from, size);
    job.pages++;
    CallPages.Position next = part.next();
    ConversationJson.Beside beside =
        new ConversationJson.Beside(
            null,
            next == null ? null : next.slot() + "." + next.index(),
            Json.date(job.matching.now()));
    return Answer.ok(new ConversationJson(job.matching.now()).answer(part.calls(), beside));
  }

  private CallPages.Position position(Org org, String cursor) {
    Jobs jobs = orgs.computeIfAbsent(org, missing -> new Jobs());
    boolean tooLate = each(++jobs.cursors, org.settings().number("analytics.cursorsExpireEvery"));
    String[] parts = cursor.split("\\.", -1);
    if (tooLate || parts.length != 2 || !cursor.matches("\\d{1,12}\\.\\d{1,9}")) {
      throw new Refusal(
          ErrorBody.of(
              400, "invalid.cursor", "The cursor [" + cursor + "] is not valid or has expired."));
    }
    return new CallPages.Position(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
  }

  private Answer cancel(Call call) {
    job(call).cancelled = true;
    return Answer.noContent();
  }

  private Job job(Call call) {
    Jobs jobs = orgs.get(call.org());
    @Nullable Job job = jobs == null ? null : jobs.byId.get(call.variable("jobId"));
    if (job == null) {
      throw Refusal.notFound();
    }
    return job;
  }
}
