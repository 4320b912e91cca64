package io.trunkline.sip.transport;

import io.trunkline.sip.message.SipMessage;
import io.trunkline.sip.message.SipMessageReader;
import io.trunkline.sip.message.SipRequest;
import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.message.SipSyntaxException;
import io.trunkline.sip.message.Via;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the transaction of each incoming message: by branch of the only Via and method in CSeq (RFC
 * 3261 sections 8.1.3.3 and 17.1.3). What fits none is counted with all that wait.
 */
final class ResponseRouter {
  /** Answers a request that reaches us on a flow. */
  interface RequestSink {
    void accept(SipRequest request, InetSocketAddress from);
  }

  private final Map<String, FlowListener> waiting = new HashMap<>();
  private final SipMessageReader reader;
  private final RequestSink requests;

  ResponseRouter(SipMessageReader reader, RequestSink requests) {
    this.reader = reader;
    this.requests = requests;
  }

  void expect(String branch, FlowListener listener) {
    waiting.put(branch, listener);
  }

  void forget(String branch) {
    waiting.remove(branch);
  }

  boolean isIdle() {
    return waiting.isEmpty();
  }

  void deliver(byte[] data, InetSocketAddress from, long arrived) {
    try {
      SipMessage message = reader.read(data);
      if (message instanceof SipResponse response) {
        route(response, from, arrived);
      } else if (message instanceof SipRequest request) {
        requests.accept(request, from);
      }
    } catch (SipSyntaxException e) {
      malformed(e.getMessage() + " (from " + from.getHostString() + ":" + from.getPort() + ")");
    }
  }

  private void route(SipResponse response, InetSocketAddress from, long arrived)
      throws SipSyntaxException {
    List<Via> vias = response.headers().vias();
    String branch = vias.get(0).branch();
    FlowListener listener = waiting.get(branch == null ? "" : branch);
    if (listener == null || vias.size() > 1) {
      stray(response, vias.size() > 1 ? "more than one Via" : "its branch is not ours");
    } else if (!response.headers().cseq().method().equals(listener.method())) {
      stray(response, "its CSeq names another method");
    } else {
      listener.onResponse(response, from, arrived);
    }
  }

  private void stray(SipResponse response, String why) {
    each(listener -> listener.onStray(response.status() + " ignored: " + why));
  }

  void malformed(String what) {
    each(listener -> listener.onMalformed(what));
  }

  void fail(TransportFailure failure) {
    each(listener -> listener.onFailure(failure));
  }

  /** Listeners may forget themselves while they are told. */
  private void each(Consumer<FlowListener> action) {
    List.copyOf(waiting.values()).forEach(action);
  }
}
