package io.trunkline.sip;

import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.transport.Flow;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers a Contact of ours for real and takes exactly that one away again (RFC 3261 section
 * 10.2.2). The journal knows of it before the registrar does. When the answer is lost the binding
 * may exist, so the removal is sent all the same.
 */
final class BindingConversation {
  private static final long REMOVAL_NANOS = 5_000_000_000L;
  private static final int CNONCE_BYTES = 8;

  private final CheckEnvironment environment;
  private final CheckRequest check;
  private final RequestWriter writer;
  private final Observations seen;
  private final long deadline;
  private final Flow flow;
  private final Consumer<Finding> ending;
  private final Authenticator authenticator;

  BindingConversation(
      CheckEnvironment environment,
      CheckRequest check,
      RequestWriter writer,
      Observations seen,
      long deadline,
      Flow flow,
      Consumer<Finding> ending) {
    this.environment = environment;
    this.check = check;
    this.writer = writer;
    this.seen = seen;
    this.deadline = deadline;
    this.flow = flow;
    this.ending = ending;
    this.authenticator = authenticator(environment, check);
  }

  static Authenticator authenticator(CheckEnvironment environment, CheckRequest check) {
    return new Authenticator(
        check.credentials(),
        check.policy().weakest(),
        () -> environment.names().next(CNONCE_BYTES));
  }

  void start() {
    Binding binding =
        new Binding(
            writer.callId(),
            check.target().uri(),
            check.target().domain(),
            writer.addressOfRecord(),
            writer.contact(flow),
            flow.transport().token(),
            flow.remote().getAddress().getHostAddress() + ":" + flow.remote().getPort(),
            writer.cseq(),
            Instant.now().plusSeconds(check.bindSeconds()));
    onWorker(() -> environment.journal().intend(binding), this::register);
  }

  private void onWorker(Runnable work, Consumer<@Nullable Throwable> then) {
    var unused =
        CompletableFuture.runAsync(work, environment.worker())
            .whenCompleteAsync((nothing, error) -> then.accept(error), environment.loop());
  }

  private void register(@Nullable Throwable error) {
    if (error != null) {
      ending.accept(
          Finding.unknown(
              FailureClass.INTERNAL,
              null,
              "nothing sent: the binding could not be journaled: " + error.getMessage()));
      return;
    }
    converse(seen, deadline, check.bindSeconds(), this::registered);
  }

  private void converse(
      Observations into, long until, int expires, Consumer<ServerConversation.End> then) {
    new ServerConversation(
            environment.loop(), flow, check, writer, authenticator, into, until, expires, then)
        .send();
  }

  private void registered(ServerConversation.End end) {
    SipResponse response = end.response();
    if (response != null && response.status() < 300) {
      Verdict.Registration found =
          RegistrationAnswer.bound(response, writer.contact(flow), check.bindSeconds());
      seen.registration(found);
      if (Boolean.FALSE.equals(found.ownBinding())) {
        seen.warn("the registrar said yes, but our Contact is not among its bindings");
      }
      remove(end.finding());
    } else if (response == null) {
      // The request may have arrived although its answer did not.
      remove(end.finding());
    } else {
      onWorker(
          () -> environment.journal().removed(writer.callId()), e -> ending.accept(end.finding()));
    }
  }

  private void remove(Finding finding) {
    Observations aside = new Observations(Instant.now(), check, 0);
    converse(aside, System.nanoTime() + REMOVAL_NANOS, 0, end -> removed(finding, end));
  }

  private void removed(Finding finding, ServerConversation.End end) {
    boolean gone = end.finding().outcome() == Outcome.OK;
    Verdict.Registration found = seen.registration();
    String how = gone ? "removed" : "not removed: " + end.finding().text();
    if (found != null) {
      seen.registration(
          new Verdict.Registration(
              found.askedSeconds(),
              found.grantedSeconds(),
              found.contacts(),
              found.ownBinding(),
              how));
    }
    if (gone) {
      onWorker(() -> environment.journal().removed(writer.callId()), e -> ending.accept(finding));
      return;
    }
    seen.warn("our binding may last " + check.bindSeconds() + " s more: " + how);
    ending.accept(finding);
  }
}
