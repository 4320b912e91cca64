package io.trunkline.event.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.event.Intake;
import io.trunkline.event.Observation;
import io.trunkline.event.PartialState;
import io.trunkline.event.Receipt;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import io.trunkline.event.TrunkRef;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.genesys.notification.Gap;
import io.trunkline.genesys.notification.Notification;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Gives to the intake what an org's channels and its list of trunks tell (fact sheet 5.4, 3.8). */
public final class TrunkNotifications {
  private static final Pattern TRUNK =
      Pattern.compile("v2\\.telephony\\.providers\\.edges\\.trunks\\.([^.]+)(\\.metrics)?");

  private final Intake intake;
  private final WatchMemory memory;

  /** With what takes observations, and what remembers when an org was heard last. */
  public TrunkNotifications(Intake intake, WatchMemory memory) {
    this.intake = intake;
    this.memory = memory;
  }

  /** Events of topics, in their order. */
  public CompletionStage<List<Receipt>> events(
      @Body List<Notification> events, @Header(GenesysConstants.ORG) String org) {
    return intake.accept(events.stream().map(event -> observation(org, event)).toList());
  }

  /**
   * All trunks of an org.
   *
   * @param askedAt when their reading began: what is told is at least as new
   */
  public CompletionStage<List<Receipt>> trunks(
      @Body ArrayNode trunks,
      @Header(GenesysConstants.ORG) String org,
      @Header(GenesysConstants.OBSERVED_AT) Instant askedAt) {
    Source source = new Source(SourceKind.POLL, org);
    List<Observation> observations = new ArrayList<>();
    for (JsonNode trunk : trunks) {
      TrunkRef ref =
          new TrunkRef(
              trunk.path("id").asText(),
              text(trunk.path("name")),
              text(trunk.path("edge").path("id")));
      observations.add(
          new Observation(
              org, ref, source, null, null, askedAt, PartialState.of(trunk), trunk.toString()));
    }
    return intake.accept(observations);
  }

  /** A time in which events may have been missed; before this process only what is remembered. */
  public CompletionStage<Void> gap(@Body Gap gap, @Header(GenesysConstants.ORG) String org) {
    Instant from = gap.from() == null ? memory.heardAt(org) : gap.from();
    return from == null || from.isAfter(gap.to())
        ? CompletableFuture.completedFuture(null)
        : intake.gap(org, channel(org), from, gap.to(), gap.reason());
  }

  private static Observation observation(String org, Notification event) {
    JsonNode body = event.envelope().path("eventBody");
    Matcher topic = TRUNK.matcher(event.topic());
    boolean ofTrunk = topic.matches();
    boolean state = ofTrunk && topic.group(2) == null;
    return new Observation(
        org,
        ofTrunk ? TrunkRef.id(topic.group(1)) : TrunkRef.NONE,
        channel(org),
        null,
        latest(body),
        event.heardAt(),
        state ? PartialState.of(body) : PartialState.NOTHING,
        event.text());
  }

  private static Source channel(String org) {
    return new Source(SourceKind.CHANNEL, org);
  }

  /** The event has no time of its own: the newest change that it tells of stands for it. */
  private static @Nullable Instant latest(JsonNode body) {
    Instant latest = null;
    for (String field : List.of("connectedStateTime", "optionStateTime", "registerStateTime")) {
      for (String text : body.findValuesAsText(field)) {
        Instant time = time(text);
        latest = time != null && (latest == null || time.isAfter(latest)) ? time : latest;
      }
    }
    return latest;
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() ? value.asText() : null;
  }
}
