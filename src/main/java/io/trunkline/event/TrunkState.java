package io.trunkline.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one truth on a trunk.
 *
 * @param trunk its id, or {@code name:...} when only a name is known
 * @param steady what its facts add up to, before damping
 * @param status what is told: {@code steady}, unless it flaps or nothing was heard for too long
 * @param since when that began
 * @param source who told what decided it
 * @param seenAt when anything was last heard of it that its org said
 * @param watermark the newest event time merged
 * @param stale whether nothing was heard for too long
 * @param changes when {@code steady} changed, as far back as damping looks
 */
public record TrunkState(
    String org,
    String trunk,
    @Nullable String name,
    @Nullable String edge,
    TrunkStatus steady,
    TrunkStatus status,
    String reason,
    Instant since,
    String source,
    Instant seenAt,
    Instant watermark,
    boolean stale,
    List<Instant> changes,
    TrunkFacts facts) {
  /** Reads and writes what the tables keep as text. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule("times").addSerializer(Instant.class, new TimeText()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
          .build();

  /** What an observation did. */
  record Step(TrunkState state, Effect effect, boolean changed) {}

  static TrunkState unknown(String org, String trunk, Instant at) {
    return new TrunkState(
        org,
        trunk,
        null,
        null,
        TrunkStatus.UNKNOWN,
        TrunkStatus.UNKNOWN,
        "nothing is known",
        at,
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        false,
        List.of(),
        TrunkFacts.NONE);
  }

  /** What it is known by among those of all orgs. */
  String id() {
    return id(org, trunk);
  }

  static String id(String org, String trunk) {
    return org + '\n' + trunk;
  }

  /** The state after an observation; pure. */
  Step after(Observation seen, FlapRule rule) {
    SourceKind kind = seen.source().kind();
    if (kind == SourceKind.STALE) {
      return gone(seen);
    }
    TrunkFacts.Merged merged = facts.merge(seen);
    boolean theirs = kind != SourceKind.CHECK;
    boolean old = stale && !theirs;
    Judgement judged = Judgement.of(merged.facts());
    List<Instant> turns = changes;
    if (judged.status() != steady && steady != TrunkStatus.UNKNOWN) {
      turns = new ArrayList<>(changes);
      turns.add(merged.since());
    }
    turns = rule.counted(turns, later(watermark, seen.at()));
    TrunkStatus told = old ? TrunkStatus.UNKNOWN : judged.status();
    String why = old ? reason : judged.reason();
    if (!old && rule.flaps(turns)) {
      told = TrunkStatus.DEGRADED;
      why = flapping(turns.size(), rule, judged.status());
    }
    boolean changed = told != status;
    TrunkState next =
        new TrunkState(
            org,
            trunk,
            seen.trunk().name() == null ? name : seen.trunk().name(),
            seen.trunk().edge() == null ? edge : seen.trunk().edge(),
            judged.status(),
            told,
            why,
            changed ? merged.since() : since,
            old ? source : judged.source(),
            theirs ? later(seenAt, seen.receivedAt()) : seenAt,
            later(watermark, seen.at()),
            old,
            turns,
            merged.facts());
    return new Step(next, merged.effect(), changed);
  }

  /** Not by a format: each event of a storm comes by here. */
  private static String flapping(int turns, FlapRule rule, TrunkStatus last) {
    return "flapping: "
        + turns
        + " changes or more in "
        + rule.window().toSeconds()
        + " s, last "
        + last.text();
  }

  private Step gone(Observation seen) {
    if (stale || seenAt.isAfter(seen.at())) {
      return new Step(this, Effect.UNCHANGED, false);
    }
    TrunkState next =
        new TrunkState(
            org,
            trunk,
            name,
            edge,
            steady,
            TrunkStatus.UNKNOWN,
            "nothing was heard of it since " + seenAt,
            seen.at(),
            seen.source().text(),
            seenAt,
            watermark,
            true,
            changes,
            facts);
    return new Step(next, Effect.APPLIED, status != TrunkStatus.UNKNOWN);
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }

  static TrunkState read(String document) {
    try {
      return JSON.readValue(document, TrunkState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a trunk's state in the store cannot be read", e);
    }
  }

  static String write(Object document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + document.getClass(), e);
    }
  }
}
