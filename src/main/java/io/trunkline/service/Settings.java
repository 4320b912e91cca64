package io.trunkline.service;

import io.trunkline.analytics.PullSettings;
import io.trunkline.analytics.PullSource;
import io.trunkline.event.FlapRule;
import io.trunkline.event.Upkeep;
import io.trunkline.gate.Gate;
import io.trunkline.gate.GateMode;
import io.trunkline.genesys.HttpSettings;
import io.trunkline.genesys.OrgSettings;
import io.trunkline.genesys.ProxyLogin;
import io.trunkline.reload.ReloadSettings;
import io.trunkline.sip.schedule.ScheduledChecks;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Reads the settings of application.properties by name; the only place that names them in Java. */
final class Settings {
  private final CamelContext context;
  private final PropertiesComponent properties;

  Settings(CamelContext context) {
    this.context = context;
    this.properties = context.getPropertiesComponent();
  }

  HttpSettings http() {
    return new HttpSettings(
        number("trunkline.http.connections"),
        duration("trunkline.http.timeout"),
        duration("trunkline.rate-limit.unsaid"),
        duration("trunkline.settle-time"),
        duration("trunkline.poll-interval"),
        proxyLogin());
  }

  private @Nullable ProxyLogin proxyLogin() {
    String user = text("trunkline.proxy.user");
    return user.isEmpty() ? null : new ProxyLogin(user, text("trunkline.proxy.password"));
  }

  ReloadSettings reload() {
    return new ReloadSettings(
        duration("trunkline.reload.interval"), duration("trunkline.reload.patience"));
  }

  Set<String> orgSettingNames() {
    return properties
        .loadProperties(name -> name.startsWith(OrgSettings.PREFIX))
        .stringPropertyNames();
  }

  String defaultOrg() {
    return text("trunkline.org");
  }

  String simulator() {
    return text("trunkline.simulator");
  }

  Path data() {
    Path data = Path.of(text("trunkline.data"));
    return data.isAbsolute() ? data : Home.folder().resolve(data);
  }

  Duration longestRetryAfter() {
    return duration("trunkline.rate-limit.longest-wait");
  }

  String serverHost() {
    return text("trunkline.server.host");
  }

  int serverPort() {
    return number("trunkline.server.port");
  }

  /** Where password files are that a request may name. */
  Path passwordFolder() {
    Path folder = Path.of(text("trunkline.server.password-folder"));
    return folder.isAbsolute() ? folder : Home.folder().resolve(folder);
  }

  int maxBody() {
    return number("trunkline.server.max-body");
  }

  /** Where runs are kept. */
  StoreSettings store() {
    return new StoreSettings(
        data(),
        text("trunkline.store.url"),
        text("trunkline.store.user"),
        text("trunkline.store.password"),
        duration("trunkline.store.patience"));
  }

  /** How long a run stays with a node that has stopped renewing. */
  Duration lease() {
    return duration("trunkline.runs.lease");
  }

  /** How long what SIP checks found stays in the store. */
  Duration checksKept() {
    return duration("trunkline.checks.keep");
  }

  /** What the scheduled SIP checks ask. */
  ScheduledChecks.Settings checks() {
    return new ScheduledChecks.Settings(
        text("trunkline.checks.targets"),
        duration("trunkline.checks.timeout"),
        number("trunkline.checks.points"));
  }

  /** The age beyond which what was seen of a trunk says nothing. */
  Duration checksMaxAge() {
    return duration("trunkline.checks.max-age");
  }

  /** Whether orgs are read into the time series. */
  boolean pullsOn() {
    return !"off".equals(text("trunkline.analytics"));
  }

  /** How orgs are read into the time series. */
  PullSettings pulls(String node) {
    String prefix = "trunkline.analytics.";
    Map<PullSource, Duration> turns = new EnumMap<>(PullSource.class);
    for (PullSource source : PullSource.values()) {
      turns.put(source, Duration.ofMillis(number(prefix + source.token() + ".every")));
    }
    return new PullSettings(
        node,
        duration(prefix + "lease"),
        turns,
        duration(prefix + "longest-window"),
        duration(prefix + "late"),
        duration(prefix + "recent"),
        duration(prefix + "first"),
        duration(prefix + "trunk-list-age"),
        number(prefix + "query.most-rows"),
        number(prefix + "query.page-size"),
        number(prefix + "job.page-size"),
        duration(prefix + "job.patience"),
        number(prefix + "job.tries"),
        "on".equals(text(prefix + "media-statistics")),
        number(prefix + "media-statistics.most"));
  }

  /** What is asked of carriers around a provisioning run. */
  Gate.Settings gate() {
    String mode = text("trunkline.gate");
    String trust = optional("trunkline.gate.trust");
    return new Gate.Settings(
        GateMode.named(mode)
            .orElseThrow(
                () ->
                    new StartException(
                        "trunkline.gate = " + mode + " is no mode of the gate",
                        "Set it to off, warn or refuse.")),
        duration("trunkline.gate.timeout"),
        trust == null ? null : Path.of(trust));
  }

  /** When a trunk flaps. */
  FlapRule flapRule() {
    return new FlapRule(
        number("trunkline.trunks.flap.changes"), duration("trunkline.trunks.flap.window"));
  }

  /** How long events and states hold. */
  Upkeep.Limits upkeep() {
    try {
      return new Upkeep.Limits(
          duration("trunkline.trunks.stale.after"),
          duration("trunkline.events.keep"),
          duration("trunkline.outbox.keep"));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          String.valueOf(e.getMessage()), "Senders may come again for three days.");
    }
  }

  /** Events that may wait for their commit. */
  int eventsWaiting() {
    return number("trunkline.events.waiting");
  }

  /** The orgs that are listened to, as the component takes them. */
  String watchedOrgs() {
    return text("trunkline.watch.orgs");
  }

  /** Time between two readings of all trunks. */
  Duration watchPollInterval() {
    return duration("trunkline.watch.poll-interval");
  }

  /** Names of the variables that a check asked for by HTTP may take its password from. */
  Pattern checkPasswords() {
    return Pattern.compile(text("trunkline.checks.password-env"));
  }

  /** The names of all settings with a prefix. */
  Set<String> names(String prefix) {
    return properties.loadProperties(name -> name.startsWith(prefix)).stringPropertyNames();
  }

  /** Settings with a prefix, by the rest of their name. */
  Map<String, String> byName(String prefix) {
    Map<String, String> settings = new HashMap<>();
    properties
        .loadProperties(name -> name.startsWith(prefix))
        .stringPropertyNames()
        .forEach(name -> settings.put(name.substring(prefix.length()), name));
    return settings;
  }

  List<String> list(String name) {
    return Pattern.compile(",")
        .splitAsStream(text(name))
        .map(String::trim)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** A setting, null when it is not there or empty. */
  @Nullable String optional(@Nullable String name) {
    String value = properties.resolveProperty(name).orElse("");
    return value.isBlank() ? null : value.trim();
  }

  String text(String name) {
    String value = optional(name);
    return value == null ? "" : value;
  }

  Duration duration(String name) {
    return Duration.ofMillis(
        TimeUtils.toMilliSeconds(context.resolvePropertyPlaceholders("{{" + name + "}}")));
  }

  int number(String name) {
    return Integer.parseInt(context.resolvePropertyPlaceholders("{{" + name + "}}").trim());
  }
}
