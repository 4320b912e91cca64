package io.trunkline.event.hook;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses that a source may send from; empty lets every address. */
final class AddressList {
  private final List<IPAddress> blocks;

  /**
   * Reads addresses and CIDR blocks with commas between.
   *
   * @throws IllegalArgumentException naming the part that is neither
   */
  AddressList(String text) {
    this.blocks =
        Stream.of(text.split(","))
            .map(String::trim)
            .filter(part -> !part.isEmpty())
            .map(AddressList::block)
            .toList();
  }

  private static IPAddress block(String text) {
    IPAddress block = new IPAddressString(text).getAddress();
    if (block == null) {
      throw new IllegalArgumentException(text + " is no IP address and no CIDR block");
    }
    return block.toPrefixBlock();
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  boolean holds(InetAddress address) {
    return blocks.isEmpty() || blocks.stream().anyMatch(block -> holds(block, address));
  }

  private static boolean holds(IPAddress block, InetAddress address) {
    IPAddress one = new inet.ipaddr.IPAddressNetwork.IPAddressGenerator().from(address);
    return block.contains(one);
  }
}
