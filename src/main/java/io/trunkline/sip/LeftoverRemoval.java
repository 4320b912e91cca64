package io.trunkline.sip;

import io.trunkline.sip.locate.ServerTarget;
import io.trunkline.sip.transport.Flow;
import io.trunkline.sip.transport.FlowOptions;
import io.trunkline.sip.transport.Opening;
import io.trunkline.sip.transport.SipTransport;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Takes away a binding that a crash left: same Call-ID and Contact, higher CSeq, Expires 0, to the
 * very server that holds it. The journal forgets it only on success.
 */
final class LeftoverRemoval {
  private final CheckEnvironment environment;
  private final Binding binding;
  private final CheckRequest check;
  private final CompletableFuture<Verdict> result;
  private final Observations seen;
  private final long deadline;

  LeftoverRemoval(
      CheckEnvironment environment,
      Binding binding,
      CheckRequest check,
      CompletableFuture<Verdict> result) {
    this.environment = environment;
    this.binding = binding;
    this.check = check.with(check.target().inDomain(binding.domain()));
    this.result = result;
    this.seen = new Observations(Instant.now(), check, 0);
    this.deadline = System.nanoTime() + check.timing().deadline().toNanos();
  }

  void start() {
    int colon = binding.remote().lastIndexOf(':');
    InetSocketAddress remote =
        new InetSocketAddress(
            binding.remote().substring(0, colon),
            Integer.parseInt(binding.remote().substring(colon + 1)));
    SipTransport transport = SipTransport.named(binding.transport()).orElse(SipTransport.UDP);
    seen.trying(new ServerTarget(transport, remote, check.target().address()));
    FlowOptions options =
        new FlowOptions(
            check.localAddress(),
            check.timing().connect(),
            check.timing().handshake(),
            check.tls());
    environment.opener().open(transport, remote, check.target().address(), options, this::opened);
  }

  private void opened(Opening opening) {
    if (opening instanceof Opening.Failed failed) {
      result.complete(seen.verdict(TransportFindings.of(failed.failure())));
    } else if (opening instanceof Opening.Opened opened) {
      seen.opened(opened.flow(), opened.connectNanos(), opened.tlsNanos());
      unregister(opened.flow());
    }
  }

  private void unregister(Flow flow) {
    RequestWriter writer =
        new RequestWriter(
            check, new CheckIdentity(environment.names()), environment.userAgent(), binding);
    new ServerConversation(
            environment.loop(),
            flow,
            check,
            writer,
            BindingConversation.authenticator(environment, check),
            seen,
            deadline,
            0,
            end -> {
              flow.release();
              finish(end.finding());
            })
        .send();
  }

  private void finish(Finding finding) {
    if (finding.outcome() != Outcome.OK) {
      result.complete(seen.verdict(finding));
      return;
    }
    var unused =
        CompletableFuture.runAsync(
                () -> environment.journal().removed(binding.callId()), environment.worker())
            .whenComplete((nothing, error) -> result.complete(seen.verdict(finding)));
  }
}
