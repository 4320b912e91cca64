package io.trunkline.sip.transport;

import io.trunkline.sip.message.SipResponse;
import java.net.InetSocketAddress;

/** One transaction that waits on a flow. All calls come on the flow's event loop. */
public interface FlowListener {

  /** The method in CSeq that answers must carry (RFC 3261 section 17.1.3). */
  String method();

  /**
   * A response of this transaction.
   *
   * @param from where it came from; the target's address on streams
   * @param arrived {@link System#nanoTime()} when it was read
   */
  void onResponse(SipResponse response, InetSocketAddress from, long arrived);

  /** A well-formed message that belongs to no transaction arrived meanwhile. */
  void onStray(String what);

  /** Bytes that are no message arrived meanwhile. */
  void onMalformed(String what);

  /** The flow is of no use any more. */
  void onFailure(TransportFailure failure);
}
