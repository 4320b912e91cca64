package io.trunkline.sip;

import io.netty.channel.EventLoop;
import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.HeaderText;
import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.transaction.ClientTransaction;
import io.trunkline.sip.transaction.TransactionOwner;
import io.trunkline.sip.transport.Flow;
import io.trunkline.sip.transport.TransportFailure;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one check to one server: the first one, its copies with credentials, once more
 * for 423, until a final answer or the end of patience. Lives on one event loop.
 */
final class ServerConversation implements TransactionOwner {
  private static final int MOST_REQUESTS = 6;
  private static final int LONGEST_BINDING = 86_400;

  /** How a conversation ended: a finding, and the answer if one came. */
  record End(Finding finding, @Nullable SipResponse response) {}

  private final EventLoop loop;
  private final Flow flow;
  private final CheckRequest check;
  private final RequestWriter writer;
  private final Authenticator authenticator;
  private final Observations seen;
  private final long deadline;
  private final Consumer<End> done;
  private @Nullable Integer expires;
  private int sent;
  private boolean intervalRaised;

  ServerConversation(
      EventLoop loop,
      Flow flow,
      CheckRequest check,
      RequestWriter writer,
      Authenticator authenticator,
      Observations seen,
      long deadline,
      @Nullable Integer expires,
      Consumer<End> done) {
    this.loop = loop;
    this.flow = flow;
    this.check = check;
    this.writer = writer;
    this.authenticator = authenticator;
    this.seen = seen;
    this.deadline = deadline;
    this.expires = expires;
    this.done = done;
  }

  /** Sends the next request. */
  void send() {
    sent++;
    seen.request();
    RequestWriter.Written written = writer.next(flow, expires, authenticator, seen);
    ClientTransaction.start(
        loop,
        flow,
        written.branch(),
        check.method().name(),
        written.request().encode(),
        check.timing().timers(),
        deadline,
        this);
  }

  @Override
  public void onSent() {
    seen.sent();
  }

  @Override
  public void onProvisional(SipResponse response, long arrived) {
    seen.provisional(response, arrived);
  }

  @Override
  public void onFinal(SipResponse response, InetSocketAddress from, long arrived) {
    seen.finished(response, from, arrived);
    int status = response.status();
    if (status == 401 || status == 407) {
      onChallenge(response);
    } else if (status == 423 && expires != null && !intervalRaised) {
      onIntervalTooBrief(response);
    } else {
      if (status < 300) {
        authenticator.accepted();
      }
      end(AnswerRules.answered(check, response), response);
    }
  }

  private void onChallenge(SipResponse response) {
    boolean aliveIsEnough =
        check.method() == CheckMethod.OPTIONS
            && check.credentials() == null
            && check.policy().alive().accepts(response.status());
    if (aliveIsEnough) {
      end(AnswerRules.answered(check, response), response);
      return;
    }
    Optional<Finding> unmet = authenticator.challenged(response);
    if (unmet.isPresent()) {
      end(unmet.get(), response);
    } else if (sent >= MOST_REQUESTS) {
      String text = "challenged again and again, " + sent + " requests sent";
      end(Finding.failed(FailureClass.AUTH, response.status(), text), response);
    } else {
      send();
    }
  }

  /** Once more with the interval that the registrar wants, at most a day (10.2.8). */
  private void onIntervalTooBrief(SipResponse response) {
    String value = response.headers().first(HeaderName.MIN_EXPIRES);
    if (value == null || !HeaderText.isDigits(value) || value.length() > 9) {
      String text = "423 without a Min-Expires to obey";
      end(Finding.failed(FailureClass.REJECTED, 423, text), response);
      return;
    }
    intervalRaised = true;
    expires = Math.min(Integer.parseInt(value), LONGEST_BINDING);
    send();
  }

  @Override
  public void onTimeout(boolean cutShort) {
    end(AnswerRules.silent(seen, check.timing().deadline(), cutShort), null);
  }

  @Override
  public void onFailure(TransportFailure failure) {
    end(TransportFindings.of(failure), null);
  }

  @Override
  public void onStray(String what) {
    seen.stray();
  }

  @Override
  public void onMalformed(String what) {
    seen.malformed(what);
  }

  private void end(Finding finding, @Nullable SipResponse response) {
    done.accept(new End(finding, response));
  }
}
