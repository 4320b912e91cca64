package io.trunkline.sip;

import io.trunkline.connection.SipSyntaxException;
import io.trunkline.connection.SipUri;
import io.trunkline.sip.locate.ServerTarget;
import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.transport.Flow;
import io.trunkline.sip.transport.FlowOptions;
import io.trunkline.sip.transport.Opening;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One check from DNS to verdict: each server in turn (RFC 3263 section 4.3), redirections if
 * wanted, the binding and its removal. Lives on one event loop.
 */
final class CheckConversation {
  private static final int MOST_REDIRECTS = 5;

  private final CheckEnvironment environment;
  private final Observations seen;
  private final RequestWriter writer;
  private final Consumer<Verdict> done;
  private final long deadline;
  private final Deque<CheckTarget> redirected = new ArrayDeque<>(0);
  private final Set<String> asked = new HashSet<>(0);
  private CheckRequest check;
  private List<ServerTarget> servers = List.of();
  private int next;

  CheckConversation(
      CheckEnvironment environment, CheckRequest check, Observations seen, Consumer<Verdict> done) {
    this.environment = environment;
    this.check = check;
    this.seen = seen;
    this.done = done;
    this.deadline = System.nanoTime() + check.timing().deadline().toNanos();
    this.writer =
        new RequestWriter(check, new CheckIdentity(environment.names()), environment.userAgent());
  }

  void start() {
    CheckTarget target = check.target();
    long began = System.nanoTime();
    CompletableFuture<List<ServerTarget>> located =
        environment
            .locator()
            .locate(target.address(), target.port(), target.transport(), target.secure());
    if (located.isDone() && !located.isCompletedExceptionally()) {
      located(located.join(), null, began);
      return;
    }
    var unused =
        located
            .orTimeout(Math.max(1, deadline - began), TimeUnit.NANOSECONDS)
            .whenCompleteAsync((found, error) -> located(found, error, began), environment.loop());
  }

  private void located(List<ServerTarget> found, @Nullable Throwable error, long began) {
    seen.located(System.nanoTime() - began);
    if (error != null) {
      Throwable cause = error.getCause() == null ? error : error.getCause();
      String text =
          cause instanceof TimeoutException
              ? "DNS gave no answer within the check's deadline"
              : String.valueOf(cause.getMessage());
      finish(Finding.failed(FailureClass.DNS, null, text));
      return;
    }
    servers = found;
    next = 0;
    tryNext();
  }

  private void tryNext() {
    ServerTarget server = servers.get(next++);
    seen.trying(server);
    long began = System.nanoTime();
    Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - began));
    FlowOptions options =
        new FlowOptions(
            check.localAddress(),
            shorter(check.timing().connect(), left),
            shorter(check.timing().handshake(), left),
            check.tls());
    environment
        .opener()
        .open(
            server.transport(),
            server.address(),
            check.target().address(),
            options,
            opening -> opened(server, opening, began));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void opened(ServerTarget server, Opening opening, long began) {
    if (opening instanceof Opening.Failed failed) {
      seen.handshake(failed.tls());
      ended(server, began, TransportFindings.of(failed.failure()));
    } else if (opening instanceof Opening.Opened opened) {
      seen.opened(opened.flow(), opened.connectNanos(), opened.tlsNanos());
      seen.handshake(opened.tls());
      Consumer<Finding> ending =
          finding -> {
            opened.flow().release();
            ended(server, began, finding);
          };
      if (check.bindSeconds() > 0) {
        new BindingConversation(environment, check, writer, seen, deadline, opened.flow(), ending)
            .start();
      } else {
        ask(opened.flow(), ending);
      }
    }
  }

  private void ask(Flow flow, Consumer<Finding> ending) {
    Authenticator authenticator = BindingConversation.authenticator(environment, check);
    new ServerConversation(
            environment.loop(),
            flow,
            check,
            writer,
            authenticator,
            seen,
            deadline,
            null,
            end -> {
              SipResponse response = end.response();
              if (response != null) {
                note(response);
              }
              ending.accept(end.finding());
            })
        .send();
  }

  private void note(SipResponse response) {
    if (response.status() < 300 && check.method() == CheckMethod.REGISTER) {
      seen.registration(RegistrationAnswer.queried(response));
    } else if (response.status() >= 300 && response.status() < 400) {
      List<String> targets = RegistrationAnswer.redirects(response);
      seen.redirects(targets);
      if (check.policy().followRedirects()) {
        targets.forEach(this::remember);
      }
    }
  }

  private void remember(String uri) {
    try {
      SipUri parsed = SipUri.parse(uri);
      if (parsed.obstacles().isEmpty()) {
        redirected.add(CheckTarget.of(parsed));
      }
    } catch (SipSyntaxException | InvalidCheckException e) {
      seen.warn("redirection not followed: " + uri + ": " + e.getMessage());
    }
  }

  private void ended(ServerTarget server, long began, Finding finding) {
    seen.attempt(server, began, finding);
    boolean timeLeft = System.nanoTime() < deadline;
    if (finding.tryNext() && next < servers.size() && timeLeft) {
      tryNext();
    } else if (timeLeft && nextRedirection()) {
      writer.redirect(check);
      start();
    } else {
      finish(finding);
    }
  }

  /** Takes the best target not asked yet; five in all at most (RFC 3261 section 8.1.3.4). */
  private boolean nextRedirection() {
    if (redirected.isEmpty()) {
      return false;
    }
    asked.add(check.target().uri());
    while (!redirected.isEmpty() && asked.size() <= MOST_REDIRECTS) {
      CheckTarget target = redirected.poll();
      if (!asked.contains(target.uri())) {
        check = check.with(target);
        redirected.clear();
        return true;
      }
    }
    return false;
  }

  private void finish(Finding finding) {
    done.accept(seen.verdict(finding));
  }
}
