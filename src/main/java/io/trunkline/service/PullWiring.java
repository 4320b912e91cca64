package io.trunkline.service;

import io.trunkline.analytics.AggregatePulls;
import io.trunkline.analytics.AggregateRows;
import io.trunkline.analytics.BackFill;
import io.trunkline.analytics.ConversationRows;
import io.trunkline.analytics.DetailJobs;
import io.trunkline.analytics.DetailQueries;
import io.trunkline.analytics.MediaPulls;
import io.trunkline.analytics.PullCalls;
import io.trunkline.analytics.PullLedger;
import io.trunkline.analytics.PullSettings;
import io.trunkline.analytics.PullState;
import io.trunkline.analytics.Pulls;
import io.trunkline.analytics.RollUps;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.Subjects;
import io.trunkline.analytics.TrunkPolls;
import io.trunkline.api.Problems;
import io.trunkline.api.PullRoutes;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.trunkline.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;

/** Makes the beans that routes/analytics.camel.yaml names. */
final class PullWiring {
  private PullWiring() {}

  static void bind(CamelContext context, Settings settings, Store store, Orgs orgs, PullCalls calls)
      throws Exception {
    Registry registry = context.getRegistry();
    // Alone on its store, a node takes up at once what it had before it died.
    String node = store.isExclusive() ? "only" : "node-" + UUID.randomUUID();
    Clock clock = Clock.systemUTC();
    Subjects subjects = registry.findSingleByType(Subjects.class);
    SeriesWriter writer = registry.findSingleByType(SeriesWriter.class);
    PullLedger ledger = registry.findSingleByType(PullLedger.class);
    PullSettings pulling = settings.pulls(node);
    boolean on = settings.pullsOn();
    Supplier<List<String>> names =
        () -> on ? orgs.all().stream().map(Org::name).toList() : List.of();
    Pulls pulls = new Pulls(ledger, pulling, names, clock);
    registry.bind("pulls", pulls);
    RollUps rollUps = registry.findSingleByType(RollUps.class);
    context.addLifecycleStrategy(
        new BeforeStop(
            () -> {
              pulls.leave();
              rollUps.leave();
            }));
    context.addService(
        new ServiceSupport() {
          @Override
          protected void doStop() {
            pulls.giveBack();
          }
        });
    TrunkPolls trunks = new TrunkPolls(writer, pulls, ledger, pulling, clock);
    registry.bind("trunkPolls", trunks);
    ConversationRows rows = new ConversationRows(writer, pulls);
    registry.bind("detailQueries", new DetailQueries(rows, pulls, pulling, clock));
    registry.bind("detailJobs", new DetailJobs(rows, pulls, ledger, pulling, clock));
    registry.bind("backFill", new BackFill(ledger, trunks, clock));
    AggregateRows aggregates = new AggregateRows(store, subjects, ledger);
    registry.bind("aggregatePulls", new AggregatePulls(aggregates, pulls, pulling));
    registry.bind("mediaPulls", new MediaPulls(store, subjects, writer, pulls, ledger, pulling));
    registry.bind("pullState", new PullState(pulls, ledger, calls, aggregates, clock));
  }

  static PullRoutes routes(CamelContext context, Problems problems, int maxBody) {
    Registry registry = context.getRegistry();
    return new PullRoutes(
        context,
        registry.findSingleByType(PullState.class),
        registry.findSingleByType(BackFill.class),
        registry.findSingleByType(Orgs.class),
        problems,
        maxBody);
  }
}
