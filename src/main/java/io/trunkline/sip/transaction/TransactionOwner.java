package io.trunkline.sip.transaction;

import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.transport.TransportFailure;
import java.net.InetSocketAddress;

/** Who started a transaction; told of everything that happens to it, on its event loop. */
public interface TransactionOwner {

  /** One more copy went out; the first one included. */
  void onSent();

  /** A provisional answer came; the transaction goes on. */
  void onProvisional(SipResponse response, long arrived);

  /** The final answer came; the transaction is over. */
  void onFinal(SipResponse response, InetSocketAddress from, long arrived);

  /**
   * No final answer came in time; the transaction is over.
   *
   * @param cutShort whether the check's deadline ended it before Timer F
   */
  void onTimeout(boolean cutShort);

  /** The flow failed; the transaction is over. */
  void onFailure(TransportFailure failure);

  /** A well-formed message that is not ours arrived meanwhile. */
  void onStray(String what);

  /** Bytes that are no message arrived meanwhile. */
  void onMalformed(String what);
}
