package io.trunkline.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.trunkline.alert.AlertAnswers;
import io.trunkline.analytics.PullCalls;
import io.trunkline.analytics.SeriesAnswers;
import io.trunkline.api.AlertRoutes;
import io.trunkline.api.Api;
import io.trunkline.api.CheckRoutes;
import io.trunkline.api.NativeRoutes;
import io.trunkline.api.PasswordFolder;
import io.trunkline.api.Problems;
import io.trunkline.api.SeriesRoutes;
import io.trunkline.api.StatusRoutes;
import io.trunkline.api.TrunkRoutes;
import io.trunkline.event.TrunkHistory;
import io.trunkline.gate.Gate;
import io.trunkline.genesys.CallShare;
import io.trunkline.genesys.GenesysComponent;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.OrgSettings;
import io.trunkline.genesys.Orgs;
import io.trunkline.provisioning.CallCounts;
import io.trunkline.provisioning.ConnectionJson;
import io.trunkline.provisioning.HoldingsStrategy;
import io.trunkline.provisioning.JsonArrayStrategy;
import io.trunkline.provisioning.KnownConnections;
import io.trunkline.provisioning.OutageNotice;
import io.trunkline.provisioning.Pipeline;
import io.trunkline.provisioning.Provisioning;
import io.trunkline.provisioning.ProvisioningProblems;
import io.trunkline.provisioning.QuietNodes;
import io.trunkline.provisioning.RetryAfter;
import io.trunkline.provisioning.RunCalls;
import io.trunkline.provisioning.RunStart;
import io.trunkline.provisioning.RunWrites;
import io.trunkline.provisioning.SecretValues;
import io.trunkline.provisioning.Undoing;
import io.trunkline.run.ApiCallLog;
import io.trunkline.run.CallSlices;
import io.trunkline.run.InMemoryRunStore;
import io.trunkline.run.JdbcRunStore;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunSettings;
import io.trunkline.run.RunStore;
import io.trunkline.service.Service.Mode;
import io.trunkline.sip.BindingJournal;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.FileBindingJournal;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.component.SipCheckComponent;
import io.trunkline.sip.history.CheckHistory;
import io.trunkline.sip.history.CheckRecorder;
import io.trunkline.sip.schedule.CheckTargets;
import io.trunkline.sip.schedule.ScheduledChecks;
import io.trunkline.store.Store;
import io.trunkline.trunk.TrunkViews;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Makes the beans that routes and components name. Who needs what is said here and nowhere else.
 */
final class Wiring implements CamelConfiguration {
  private final Mode mode;
  private final UnaryOperator<RunStore> watched;

  Wiring(Mode mode, UnaryOperator<RunStore> watched) {
    this.mode = mode;
    this.watched = watched;
  }

  @Override
  public void configure(CamelContext context) throws Exception {
    Settings settings = new Settings(context);
    Registry registry = context.getRegistry();
    // Made here, so that those who are wired below find the one that /metrics shows.
    if (mode == Mode.SERVICE && registry.findSingleByType(MeterRegistry.class) == null) {
      registry.bind("metricsRegistry", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
    Orgs orgs = orgs(context, settings);
    registry.bind("orgs", Orgs.class, orgs);
    registry.bind("retryAfter", new RetryAfter(settings.longestRetryAfter()));
    registry.bind("notice", new OutageNotice());
    registry.bind("routeReports", new JsonArrayStrategy());
    registry.bind("templates", new JsonArrayStrategy());
    registry.bind("inventoryParts", new HoldingsStrategy());
    registry.bind("pipeline", new Pipeline());
    ConnectionJson json = new ConnectionJson();
    registry.bind("runStart", new RunStart(json));
    SecretValues secrets = new SecretValues(System::getenv);
    Store store = registry.findSingleByType(Store.class);
    RunStore runs =
        watched.apply(
            store == null
                ? new InMemoryRunStore(Clock.systemUTC())
                : new JdbcRunStore(store, Clock.systemUTC()));
    registry.bind("runStore", RunStore.class, runs);
    RunEngine engine = engine(context, runs, settings.lease());
    registry.bind("runEngine", engine);
    registry.bind("redeliveries", Redeliveries.of(context, engine::leave));
    context.addService(new OpenStore(store, engine));
    if (store != null) {
      SeriesWiring.bind(registry, settings, store, orgs);
    }
    CallCounts counts = new CallCounts();
    registry.bind("callCounts", counts);
    GenesysComponent genesys = new GenesysComponent();
    genesys.setOrgs(orgs);
    genesys.setHttpSettings(settings.http());
    genesys.setBodySecrets(secrets);
    genesys.setCallShare(share(store));
    RunCalls ofRuns = new RunCalls(counts, new ApiCallLog(runs), Clock.systemUTC());
    PullCalls ofPulls = new PullCalls();
    genesys.setCallListener(
        call -> {
          ofRuns.called(call);
          ofPulls.called(call);
        });
    genesys.setWriteListener(new RunWrites(engine.active()));
    context.addComponent("genesys", genesys);
    genesys.prepare();
    registry.bind("undoing", new Undoing());
    Provisioning provisioning = new Provisioning(context, orgs, engine, secrets, json);
    registry.bind("provisioning", provisioning);
    KnownConnections known = new KnownConnections(runs, json, Clock.systemUTC());
    CheckWiring.bind(context, settings, store, known, Clock.systemUTC());
    bindChecks(context, settings, known, secrets);
    Gate gate = new Gate(settings.gate(), checker(context), secrets::password);
    registry.bind("gate", gate);
    EventWiring.bindSinks(registry);
    if (mode == Mode.SERVICE && store != null) {
      new EventWiring(context, settings, store).bind();
      SeriesWiring.bindMetrics(registry, settings, store);
      AlertWiring.bind(context, settings, store);
      PullWiring.bind(context, settings, store, orgs, ofPulls);
      PasswordFolder passwords = new PasswordFolder(settings.passwordFolder());
      serve(context, settings, new Api(provisioning, engine, runs, orgs, gate, passwords), engine);
    }
  }

  private static void serve(CamelContext context, Settings settings, Api api, RunEngine engine) {
    Registry registry = context.getRegistry();
    Problems problems = new Problems();
    registry.bind("problems", problems);
    registry.bind("api", api);
    registry.bind(
        "nativeRoutes", new NativeRoutes(context, api, engine, problems, settings.maxBody()));
    registry.bind("statusRoutes", new StatusRoutes(context));
    registry.bind(
        "leftoverBindings",
        new LeftoverBindings(
            registry.findSingleByType(BindingJournal.class),
            checker(context),
            registry.findSingleByType(CheckTargets.class)));
    registry.bind("pullRoutes", PullWiring.routes(context, problems, settings.maxBody()));
    registry.bind("checkRoutes", checkRoutes(context, settings, problems));
    registry.bind(
        "seriesRoutes",
        new SeriesRoutes(context, registry.findSingleByType(SeriesAnswers.class), problems));
    registry.bind(
        "alertRoutes",
        new AlertRoutes(
            context,
            registry.findSingleByType(AlertAnswers.class),
            problems,
            settings.maxBody(),
            Clock.systemUTC()));
    registry.bind(
        "trunkRoutes",
        new TrunkRoutes(
            context,
            registry.findSingleByType(Orgs.class),
            registry.findSingleByType(CheckHistory.class),
            registry.findSingleByType(TrunkViews.class),
            registry.findSingleByType(TrunkHistory.class),
            problems,
            Clock.systemUTC()));
  }

  /** The component finds the journal by its type. */
  private static void bindChecks(
      CamelContext context, Settings settings, KnownConnections known, SecretValues secrets) {
    Registry registry = context.getRegistry();
    registry.bind(
        "bindingJournal",
        BindingJournal.class,
        new FileBindingJournal(settings.data().resolve(Home.BINDINGS), Clock.systemUTC()));
    CheckTiming timing = CheckTiming.DEFAULT.within(settings.checks().timeout());
    ConnectionChecks checks = new ConnectionChecks(known, secrets, checker(context), timing);
    registry.bind("connectionChecks", checks);
    registry.bind("trunkViews", new TrunkViews(settings.checksMaxAge()));
    ScheduledChecks.bind(
        registry,
        settings.checks(),
        List.of(checks.targets(null)),
        List.of(CheckWiring.changes(context)));
  }

  private static CheckRoutes checkRoutes(
      CamelContext context, Settings settings, Problems problems) {
    Registry registry = context.getRegistry();
    Pattern variables = settings.checkPasswords();
    return new CheckRoutes(
        context,
        checker(context),
        registry.findSingleByType(CheckHistory.class),
        registry.findSingleByType(CheckRecorder.class),
        name -> variables.matcher(name).matches() ? System.getenv(name) : null,
        problems,
        settings.maxBody());
  }

  /** Nodes share calls where they share a store. */
  private static CallShare share(@Nullable Store store) {
    if (store == null || store.isExclusive()) {
      return CallShare.ALL;
    }
    CallSlices slices = new CallSlices(store);
    return (org, calls, perMinute) -> {
      CallSlices.Slice slice = slices.take(org, calls, perMinute);
      return new CallShare.Slice(slice.calls(), slice.lasts());
    };
  }

  /** The component's own, so that its settings hold for every check; started when first used. */
  private static Supplier<SipChecker> checker(CamelContext context) {
    return () -> context.getComponent("sip-check", SipCheckComponent.class).required();
  }

  private static RunEngine engine(CamelContext context, RunStore runs, Duration lease) {
    return RunEngine.install(
        context,
        runs,
        new ProvisioningProblems(),
        RunSettings.of("node-" + UUID.randomUUID(), lease).withQuiet(new QuietNodes()),
        Clock.systemUTC());
  }

  private static Orgs orgs(CamelContext context, Settings settings) throws Exception {
    Map<String, Org> orgs = new OrgSettings(settings::optional).read(settings.orgSettingNames());
    String simulator = settings.simulator();
    if ("on".equals(simulator) || ("auto".equals(simulator) && orgs.isEmpty())) {
      SimulatedOrg simulated = SimulatedOrg.start(settings.data());
      context.addService(simulated);
      orgs.put(SimulatedOrg.NAME, simulated.org());
    }
    return new Orgs(orgs, settings.defaultOrg());
  }
}
