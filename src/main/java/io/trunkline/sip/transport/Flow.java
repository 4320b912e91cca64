package io.trunkline.sip.transport;

import java.net.InetSocketAddress;

/**
 * A way to one peer: a pair of UDP sockets or one connection. To be used on its event loop only.
 */
public interface Flow {

  /** The transport of this flow. */
  SipTransport transport();

  /** Our own address, as named in Via. */
  InetSocketAddress local();

  /** Our own address as Via and Contact name it: host and port, IPv6 in brackets, no zone. */
  String sentBy();

  /** The peer's address. */
  InetSocketAddress remote();

  /** Hands responses with this branch to the listener, and failures of the flow. */
  void expect(String branch, FlowListener listener);

  /** Ends {@link #expect}; later answers with this branch are strays. */
  void forget(String branch);

  /** Sends one message; failures reach the listeners, not the caller. */
  void send(byte[] message);

  /** Gives the flow back; it is closed when nobody uses it. */
  void release();
}
