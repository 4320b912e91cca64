package io.trunkline.sip.component;

import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the check that a message asks for: that of the header {@code CamelSipCheckRequest}, else
 * the endpoint's options for the target of {@code CamelSipCheckTarget}, else for the endpoint's
 * own. No thread waits for the answer.
 */
public class SipCheckProducer extends DefaultAsyncProducer {
  private static final int WORKERS = 2;

  private @Nullable ExecutorService workers;

  SipCheckProducer(SipCheckEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public SipCheckEndpoint getEndpoint() {
    return (SipCheckEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    // The rest of the route must not run on the event loop that reads all sockets.
    workers =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newFixedThreadPool(this, "SipCheckResult", WORKERS);
  }

  @Override
  protected void doStop() throws Exception {
    if (workers != null) {
      getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(workers);
      workers = null;
    }
    super.doStop();
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    CheckRequest request;
    try {
      request = request(exchange.getIn());
    } catch (InvalidCheckException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    ExecutorService pool = workers;
    if (pool == null) {
      exchange.setException(new IllegalStateException("sip-check: is not started"));
      callback.done(true);
      return true;
    }
    Duration spread = Duration.ofMillis(getEndpoint().getOptions().getSpread());
    var unused =
        getEndpoint()
            .checker()
            .check(request, spread)
            .whenCompleteAsync(
                (verdict, error) -> {
                  if (SipChecker.wasLeftOut(verdict)
                      || (verdict.outcome() == Outcome.UNKNOWN && component().isEnding())) {
                    // Nothing was learned of the peer, so that nobody is told.
                    exchange.setRouteStop(true);
                  }
                  answer(exchange.getMessage(), verdict);
                  callback.done(false);
                },
                pool);
    return false;
  }

  private SipCheckComponent component() {
    return (SipCheckComponent) getEndpoint().getComponent();
  }

  private CheckRequest request(Message message) {
    CheckRequest whole = message.getHeader(SipCheckConstants.REQUEST, CheckRequest.class);
    if (whole != null) {
      return whole;
    }
    String target = message.getHeader(SipCheckConstants.TARGET, String.class);
    SipCheckRequests requests = new SipCheckRequests(getEndpoint().getOptions(), System::getenv);
    return requests.of(target == null ? getEndpoint().getTarget() : target);
  }

  private void answer(Message message, Verdict verdict) {
    message.removeHeader(SipCheckConstants.REQUEST);
    message.setHeader(SipCheckConstants.OUTCOME, verdict.outcome().token());
    if (verdict.failure() == null) {
      message.removeHeader(SipCheckConstants.FAILURE);
    } else {
      message.setHeader(SipCheckConstants.FAILURE, verdict.failure().token());
    }
    if (verdict.status() == null) {
      message.removeHeader(SipCheckConstants.STATUS);
    } else {
      message.setHeader(SipCheckConstants.STATUS, verdict.status());
    }
    boolean json = getEndpoint().getOptions().getFormat() == ResultFormat.JSON;
    message.setBody(json ? VerdictJson.write(verdict) : verdict);
  }
}
