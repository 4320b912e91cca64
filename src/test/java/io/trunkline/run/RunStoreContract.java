package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.RunStore.Created;
import io.trunkline.run.RunStore.RunQuery;
import io.trunkline.store.CommitQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of runs must do. */
abstract class RunStoreContract {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final StepKey SITE = new StepKey("berlin", "site");
  private static final ObjectNode PROBLEM = RunProblems.of("Refused", "no");

  private final RunIds ids = new RunIds();

  /** A fresh org name for each test: the database is shared. */
  private final String org = "org-" + UUID.randomUUID();

  abstract RunStore store();

  private RunRequest request(String... connections) {
    return request(List.of(), connections);
  }

  private RunRequest request(List<String> objects, String... connections) {
    RunRequest usual = RunHarness.request(null, true, connections);
    return new RunRequest(
        usual.specHash(),
        usual.planHash(),
        org,
        usual.connections(),
        usual.plan(),
        usual.startedBy(),
        usual.reason(),
        usual.undoOnFailure(),
        objects,
        null);
  }

  private Claim create(Duration lease, String... connections) {
    Created created =
        store().create(request(connections), ids.next(Instant.now()), "node-a", lease);
    return Objects.requireNonNull(created.claim());
  }

  Claim create(List<String> objects, String... connections) {
    Created created =
        store().create(request(objects, connections), ids.next(Instant.now()), "node-a", LONG);
    return Objects.requireNonNull(created.claim());
  }

  private Run run(Claim claim) {
    return store().find(claim.runId()).orElseThrow();
  }

  @Test
  void aRunIsFoundAsItWasCreated() {
    RunRequest request = request("berlin", "paris");
    Created created = store().create(request, ids.next(Instant.now()), "node-a", LONG);
    Run run = store().find(created.run().id()).orElseThrow();

    assertThat(created.run()).isEqualTo(run);
    assertThat(run.state()).isEqualTo(RunState.WAITING);
    assertThat(run.org()).isEqualTo(org);
    assertThat(run.specHash()).isEqualTo(request.specHash());
    assertThat(run.planHash()).isEqualTo(request.planHash());
    assertThat(store().document(run.id())).contains(RunDocument.of(request));
    assertThat(run.startedBy()).isEqualTo(request.startedBy());
    assertThat(run.reason()).isEqualTo(request.reason());
    assertThat(run.undoOnFailure()).isTrue();
    assertThat(run.node()).isEqualTo("node-a");
    assertThat(run.finishedAt()).isNull();
    assertThat(run.problem()).isNull();
    assertThat(run.states())
        .containsExactly(
            new Run.ConnectionState("berlin", RunState.WAITING, null),
            new Run.ConnectionState("paris", RunState.WAITING, null));
  }

  @Test
  void anUnknownRunIsNotFound() {
    assertThat(store().find("nonsense")).isEmpty();
    assertThat(store().document("nonsense")).isEmpty();
    assertThat(store().claim("nonsense", "node-a", LONG)).isEmpty();
    assertThat(store().steps("nonsense")).isEmpty();
  }

  @Test
  void runsAreListedNewestFirstAndByPages() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(
                i -> {
                  String id = "%08d-%s".formatted(i, UUID.randomUUID().toString().substring(9));
                  store().create(request("c" + i), id, "node-a", LONG);
                  return id;
                })
            .toList();

    List<Run> first = store().list(new RunQuery(org, null, 2));
    assertThat(first).extracting(Run::id).containsExactly(ids.get(4), ids.get(3));
    assertThat(first.get(0).states())
        .extracting(Run.ConnectionState::connection)
        .containsExactly("c4");
    assertThat(store().list(new RunQuery(org, ids.get(3), 10)))
        .extracting(Run::id)
        .containsExactly(ids.get(2), ids.get(1), ids.get(0));
    assertThat(store().list(new RunQuery("no such org", null, 10))).isEmpty();
  }

  @Test
  void anIdempotencyKeyMakesOneRunHoweverManyAskAtOnce() {
    String key = UUID.randomUUID().toString();
    List<CompletableFuture<Created>> asked =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            store()
                                .create(
                                    RunHarness.request(key, false, org),
                                    ids.next(Instant.now()),
                                    "node-a",
                                    LONG)))
            .toList();
    List<Created> answers = asked.stream().map(CompletableFuture::join).toList();

    assertThat(answers)
        .extracting(answer -> answer.run().id())
        .containsOnly(answers.get(0).run().id());
    assertThat(answers).filteredOn(answer -> answer.claim() != null).hasSize(1);
    assertThatThrownBy(
            () ->
                store()
                    .create(
                        RunHarness.request(key, false, "another"),
                        ids.next(Instant.now()),
                        "node-a",
                        LONG))
        .isInstanceOf(RunRefused.class);
  }

  @Test
  void aStepGoesFromIntentToResult() {
    Claim claim = create(LONG, "berlin");
    var unused = store().connection(claim, "berlin", RunState.RUNNING, null);
    CommitQueue.await(store().intent(claim, SITE, 1, 1, false));
    assertThat(store().steps(claim.runId()))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(StepState.INTENDED);
              assertThat(step.finishedAt()).isNull();
              assertThat(step.outputs()).isEmpty();
            });
    assertThat(run(claim).states().get(0).state()).isEqualTo(RunState.RUNNING);

    ObjectNode write = JsonNodeFactory.instance.objectNode().put("name", "HQ");
    CommitQueue.await(store().intendWrite(claim, SITE, 1, 1, write));
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("step-site", RunHarness.output("created", "1"));
    store().result(claim, SITE, 1, outputs).join();

    assertThat(store().steps(claim.runId()))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.key()).isEqualTo(SITE);
              assertThat(step.state()).isEqualTo(StepState.FINISHED);
              assertThat(step.finishedAt()).isNotNull();
              assertThat(step.outputs()).isEqualTo(outputs);
              assertThat(step.writes())
                  .singleElement()
                  .satisfies(
                      entry -> {
                        assertThat(entry.path("write")).isEqualTo(write);
                        assertThat(entry.path("attempt").asInt()).isEqualTo(1);
                        assertThat(Instant.parse(entry.path("at").asText())).isNotNull();
                      });
            });
  }

  @Test
  void failuresAndUndosAreKeptWithTheirAttempts() {
    Claim claim = create(LONG, "berlin");
    CommitQueue.await(store().intent(claim, SITE, 1, 1, false));
    store().end(claim, SITE, 1, StepState.FAILED, PROBLEM);
    CommitQueue.await(store().intent(claim, SITE, 1, 2, false));
    var unused =
        store().result(claim, SITE, 2, JsonNodeFactory.instance.objectNode().put("step-site", "x"));
    CommitQueue.await(store().intent(claim, SITE, 1, 3, true));
    store().end(claim, SITE, 3, StepState.UNDONE, null);

    assertThat(store().steps(claim.runId()))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(StepState.UNDONE);
              assertThat(step.attempts()).isEqualTo(3);
              assertThat(step.outputs().path("step-site").asText()).isEqualTo("x");
              assertThat(step.problem()).isNull();
            });
    assertThat(store().attempts(claim.runId()))
        .extracting(StepAttempt::number, StepAttempt::undo, StepAttempt::problem)
        .containsExactly(tuple(1, false, PROBLEM), tuple(2, false, null), tuple(3, true, null));
  }

  @Test
  void anUndoThatFollowsAtOnceKeepsHowTheStepEnded() {
    Claim claim = create(LONG, "berlin");
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < 50; i++) {
      StepKey step = new StepKey("berlin", "step-" + i);
      CommitQueue.await(store().intent(claim, step, i, 1, false));
      var unused = store().result(claim, step, 1, outputs);
      CommitQueue.await(store().intent(claim, step, i, 2, true));
    }

    assertThat(store().attempts(claim.runId()))
        .filteredOn(attempt -> attempt.number() == 1)
        .hasSize(50)
        .allSatisfy(attempt -> assertThat(attempt.finishedAt()).isNotNull());
  }

  @Test
  void anOutdatedClaimWritesNothing() {
    Claim old = create(SHORT, "berlin");
    CommitQueue.await(store().intent(old, SITE, 1, 1, false));
    Claim now =
        await()
            .until(() -> store().claim(old.runId(), "node-b", LONG), claim -> claim.isPresent())
            .orElseThrow();

    assertThat(now.token()).isGreaterThan(old.token());
    StepKey trunk = new StepKey("berlin", "trunk");
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    List<Runnable> writes =
        List.of(
            () -> CommitQueue.await(store().intent(old, trunk, 2, 1, false)),
            () -> CommitQueue.await(store().intendWrite(old, SITE, 1, 1, PROBLEM)),
            () -> CommitQueue.await(store().result(old, SITE, 1, outputs)),
            () -> store().end(old, SITE, 1, StepState.FAILED, PROBLEM),
            () -> CommitQueue.await(store().connection(old, "berlin", RunState.FAILED, PROBLEM)),
            () -> store().state(old, RunState.SUCCEEDED, null),
            () -> store().lockConnections(old));
    assertThat(writes)
        .allSatisfy(write -> assertThatThrownBy(write::run).isInstanceOf(RunLost.class));
    assertThat(store().renew(old, LONG)).isFalse();
    store().release(old);

    assertThat(run(now).node()).isEqualTo("node-b");
    assertThat(run(now).state()).isEqualTo(RunState.WAITING);
    assertThat(store().steps(now.runId()))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(StepState.INTENDED);
              assertThat(step.writes()).isEmpty();
            });
    store().result(now, SITE, 1, outputs).join();
  }

  @Test
  void aLivingOwnerKeepsItsRun() {
    Claim claim = create(LONG, "berlin");

    assertThat(store().claim(claim.runId(), "node-b", LONG)).isEmpty();
    assertThat(store().orphans("node-b")).doesNotContain(claim.runId());
    assertThat(store().renew(claim, LONG)).isTrue();
    store().release(claim);
    assertThat(store().orphans("node-b")).contains(claim.runId());
    assertThat(store().claim(claim.runId(), "node-b", LONG)).isPresent();
  }

  @Test
  void aNodeThatClaimsAgainOutdatesItsFormerClaim() {
    Claim first = create(LONG, "berlin");
    Claim second = store().claim(first.runId(), "node-a", LONG).orElseThrow();

    assertThatThrownBy(() -> CommitQueue.await(store().intent(first, SITE, 1, 1, false)))
        .isInstanceOf(RunLost.class);
    CommitQueue.await(store().intent(second, SITE, 1, 1, false));
  }

  @Test
  void connectionsAreLockedAllOrNoneAndTheQueueIsKept() {
    Claim first = create(LONG, "berlin", "paris");
    Claim second = create(LONG, "paris", "rome");
    Claim third = create(LONG, "rome");

    assertThat(store().lockConnections(first)).isEmpty();
    assertThat(store().lockConnections(first)).isEmpty();
    assertThat(store().lockConnections(second)).contains(first.runId());
    assertThat(store().lockConnections(third)).contains(second.runId());

    store().state(first, RunState.SUCCEEDED, null);
    assertThat(store().lockConnections(second)).isEmpty();
    store().state(second, RunState.RUNNING, null);
    assertThat(store().lockConnections(third)).contains(second.runId());
    store().state(second, RunState.FAILED, PROBLEM);
    assertThat(store().lockConnections(third)).isEmpty();
  }

  @Test
  void objectsThatConnectionsShareAreLockedWithThem() {
    Claim first = create(List.of("site south", "location south"), "berlin");
    Claim second = create(List.of("site south"), "paris");
    Claim third = create(List.of("location south"), "rome");
    Claim other = create(List.of("site north"), "oslo");

    assertThat(store().lockConnections(first)).isEmpty();
    assertThat(store().lockConnections(first)).isEmpty();
    assertThat(store().lockConnections(second)).contains(first.runId());
    assertThat(store().lockConnections(third)).contains(first.runId());
    assertThat(store().lockConnections(other)).isEmpty();

    store().state(first, RunState.SUCCEEDED, null);
    assertThat(store().lockConnections(third)).isEmpty();
    assertThat(store().lockConnections(second)).isEmpty();
  }

  @Test
  void anOlderRunThatWaitsForASharedObjectIsFirst() {
    Claim first = create(List.of("site south"), "berlin");
    Claim second = create(List.of("site south", "site north"), "paris");
    Claim third = create(List.of("site north"), "rome");

    assertThat(store().lockConnections(first)).isEmpty();
    assertThat(store().lockConnections(third)).contains(second.runId());
  }

  /** A connection may be called as an object is. */
  @Test
  void aConnectionIsNoObject() {
    assertThat(store().lockConnections(create(List.of("site south"), "berlin"))).isEmpty();
    assertThat(store().lockConnections(create(List.of(), "site south"))).isEmpty();
  }

  @Test
  void anEndedRunIsNobodysAndCanBeClaimedAgain() {
    Claim claim = create(LONG, "berlin");
    store().state(claim, RunState.FAILED, PROBLEM);

    Run ended = run(claim);
    assertThat(ended.state()).isEqualTo(RunState.FAILED);
    assertThat(ended.finishedAt()).isNotNull();
    assertThat(ended.node()).isNull();
    assertThat(ended.problem()).isEqualTo(PROBLEM);
    assertThat(store().orphans("node-b")).doesNotContain(claim.runId());
    assertThatThrownBy(() -> CommitQueue.await(store().intent(claim, SITE, 1, 1, false)))
        .isInstanceOf(RunLost.class);

    Claim again = store().claim(claim.runId(), "node-b", LONG).orElseThrow();
    store().state(again, RunState.UNDOING, null);
    assertThat(run(again).finishedAt()).isNull();
  }

  @Test
  void onlyARunThatHasNotEndedIsTakenOver() {
    Claim claim = create(SHORT, "berlin");
    Claim now =
        await()
            .until(() -> store().takeOver(claim.runId(), "node-b", LONG), Optional::isPresent)
            .orElseThrow();
    store().state(now, RunState.ROLLED_BACK, null);

    assertThat(store().takeOver(claim.runId(), "node-b", LONG)).isEmpty();
    assertThat(store().takeOver("unknown", "node-b", LONG)).isEmpty();
    assertThat(run(claim).node()).isNull();
  }

  @Test
  void apiCallsAreKeptInOrder() {
    Claim claim = create(LONG, "berlin");
    Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
    ApiCallRecord post =
        new ApiCallRecord(
            claim.runId(), "berlin", "site", org, "POST", "/api/v2/x", 200, "c-1", 12, at);
    ApiCallRecord lost =
        new ApiCallRecord(claim.runId(), null, null, org, "GET", "/api/v2/y", 0, null, 30_000, at);
    store().record(post);
    store().record(lost);
    store().connection(claim, "berlin", RunState.RUNNING, null).join();

    assertThat(store().calls(claim.runId())).containsExactly(post, lost);
  }
}
