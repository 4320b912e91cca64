package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import io.trunkline.simulator.traffic.CallLog;
import io.trunkline.simulator.traffic.CallPages;
import io.trunkline.simulator.traffic.CarrierCall;
import io.trunkline.simulator.traffic.ConversationJson;
import io.trunkline.simulator.traffic.Matching;
import io.trunkline.simulator.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;

/**
 * The synchronous query of conversation details (6.4): pages of conversations with activity in the
 * interval that began on a day which it touches.
 */
final class ConversationDetails {
  static final String PATH = "/api/v2/analytics/conversations/details";
  static final String PERMISSION = "analytics:conversationDetail:view";
  static final String[] TRAFFIC = {
    "traffic.seed",
    "traffic.callsPerTrunkPerDay",
    "traffic.since",
    "traffic.now",
    "traffic.latePercent",
    "traffic.lateMs",
    "traffic.lateQueries"
  };

  private final Traffic traffic;

  ConversationDetails(Traffic traffic) {
    this.traffic = traffic;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("POST", PATH + "/query", "AnalyticsConversationQueryResponse", this::query)
            .takes("ConversationQuery")
            .does("Conversations in pages", "6.4")
            .under(
                "analytics.maxPageSize",
                "analytics.maxRows",
                "analytics.maxIntervalDays",
                "analytics.repeatRows",
                "traffic.latePercent",
                "traffic.lateMs",
                "traffic.lateQueries")
            .needs(PERMISSION));
  }

  private Answer query(Call call) {
    JsonNode body = call.object();
    Org org = call.org();
    AnalyticsQuery query = AnalyticsQuery.of(body, org.settings());
    int size = size(body, org.settings());
    int number = number(body, "pageNumber", 1);
    long most = org.settings().number("analytics.maxRows");
    if ((long) size * number > most) {
      throw Refusal.invalid(
          "paging",
          "page "
              + number
              + " of "
              + size
              + " rows goes beyond the "
              + most
              + " rows that a query serves");
    }
    long now = CallLog.now(org);
    Matching matching =
        new Matching(
            query.from(),
            query.to(),
            query.startOfDay(),
            now,
            traffic.asked(org),
            Matching.Late.of(org.settings()),
            query.filter(),
            query.filters());
    CallLog log = traffic.log(org);
    boolean descending = "desc".equals(body.path("order").asText());
    long skip = (number - 1L) * size;
    long again = number == 1 ? 0 : Math.min(skip, org.settings().number("analytics.repeatRows"));
    List<CarrierCall> rows =
        new ArrayList<>(CallPages.page(log, matching, skip - again, size, descending));
    traffic.answered(org);
    ConversationJson.Beside beside =
        new ConversationJson.Beside(CallPages.count(log, matching), null, null);
    return Answer.ok(new ConversationJson(now).answer(rows, beside));
  }

  private static int size(JsonNode body, Settings settings) {
    int size = number(body, "pageSize", 25);
    long most = settings.number("analytics.maxPageSize");
    if (size > most) {
      throw Refusal.invalid("paging.pageSize", "pageSize is " + size + "; at most " + most);
    }
    return size;
  }

  private static int number(JsonNode body, String name, int fallback) {
    JsonNode given = body.path("paging").path(name);
    if (body.path("paging").isObject() && !(given.isInt() && given.asInt() > 0)) {
      throw Refusal.invalid(
          "paging." + name, name + " is " + given + "; give a whole number from 1 up");
    }
    return given.asInt(fallback);
  }
}
