package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Everything that one org's callers share: client, token and call budget. Calls block; the
 * component runs them on threads of its own.
 */
final class OrgSession implements AutoCloseable {
  private final Org org;
  private final SdkClient client;
  private final AccessToken token;
  private final CallBudget budget;
  private final Failures failures;
  private final ApiCallListener listener;

  OrgSession(Org org, HttpSettings settings, CallShare share, ApiCallListener listener) {
    this.org = org;
    this.client = new SdkClient(org, settings);
    this.failures = new Failures(org, settings, Clock.systemUTC());
    this.token = new AccessToken(client, failures, System::nanoTime);
    this.budget = new CallBudget(org.name(), org.callsPerMinute(), share, System::nanoTime);
    this.listener = listener;
  }

  Failures failures() {
    return failures;
  }

  /** Fetches a token, unless there is one. */
  void login() throws GenesysException {
    token.current();
  }

  /**
   * Makes one call within the budget and returns its body; a token that died meanwhile is renewed
   * once.
   *
   * @return the answer's body, JSON null when it was empty
   */
  JsonNode call(GenesysCall call, CallOrigin origin) throws GenesysException {
    return call(call, origin, Sending.UNWATCHED);
  }

  /**
   * As {@link #call(GenesysCall, CallOrigin)}.
   *
   * @param sending hears of each request before it leaves and of what became of it
   */
  JsonNode call(GenesysCall call, CallOrigin origin, Sending sending) throws GenesysException {
    String used = token.current();
    Answer answer = send(call, origin, used, sending);
    if (answer.status() == 401) {
      sending.refused();
      answer = send(call, origin, token.insteadOf(used), sending);
    }
    if (answer.status() >= 400) {
      GenesysException failure = failures.of(call, answer);
      if (!failure.effectPossible()) {
        sending.refused();
      } else if (failure.isOver()) {
        sending.answered();
      }
      if (failure instanceof RateLimitedException limited) {
        budget.throttle(limited.retryAfter());
      }
      throw failure;
    }
    JsonNode body = answer.body();
    return body == null ? JsonNodeFactory.instance.nullNode() : body;
  }

  private Answer send(GenesysCall call, CallOrigin origin, String bearer, Sending sending)
      throws GenesysException {
    acquire(call, origin);
    sending.leaving();
    long start = System.nanoTime();
    Answer answer = null;
    try {
      answer = client.call(call, bearer);
      budget.observe(answer);
      return answer;
    } catch (IOException e) {
      throw failures.noAnswer(call, e);
    } finally {
      listener.called(
          new ApiCall(
              org.name(),
              origin,
              call.method(),
              call.path(),
              answer == null ? 0 : answer.status(),
              answer == null ? null : answer.correlationId(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
    }
  }

  private void acquire(GenesysCall call, CallOrigin origin) throws GenesysException {
    try {
      budget.acquire(
          origin.polling() ? CallBudget.Priority.POLLING : CallBudget.Priority.PROVISIONING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.noAnswer(
          call, new IOException("interrupted while waiting for the call budget", e));
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** Hears of requests on their way. */
  interface Sending {
    Sending UNWATCHED =
        new Sending() {
          @Override
          public void leaving() {}

          @Override
          public void refused() {}

          @Override
          public void answered() {}
        };

    /**
     * The request leaves now: nothing that could take long stands between this and the network.
     * What it throws stops the request.
     */
    void leaving();

    /** The request that left last was refused and had no effect. */
    void refused();

    /** The request that left last failed, perhaps with an effect, and will have no later one. */
    void answered();
  }
}
