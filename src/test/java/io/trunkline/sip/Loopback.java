package io.trunkline.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of this machine only. */
final class Loopback {
  private Loopback() {}

  /** 127.0.0.N. */
  static InetAddress v4(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  /** ::1. */
  static InetAddress v6() throws UnknownHostException {
    byte[] one = new byte[16];
    one[15] = 1;
    return Inet6Address.getByAddress(one);
  }
}
