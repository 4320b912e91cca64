package io.trunkline.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A peer on a loopback UDP port that does what the test says with each datagram. */
final class UdpPeer implements AutoCloseable {
  /** What to do with a datagram. */
  interface Script {
    void on(UdpPeer peer, String request, InetSocketAddress from) throws IOException;
  }

  private final DatagramSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  UdpPeer(Script script) throws IOException {
    this(Loopback.v4(1), script);
  }

  UdpPeer(InetAddress address, Script script) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(address, 0));
    Thread thread = new Thread(() -> serve(script), "udp-peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Script script) {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        requests.add(text);
        script.on(this, text, (InetSocketAddress) packet.getSocketAddress());
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  void send(byte[] data, InetSocketAddress to) throws IOException {
    socket.send(new DatagramPacket(data, data.length, to));
  }

  /** All datagrams so far, in order. */
  List<String> requests() {
    return requests;
  }

  int port() {
    return socket.getLocalPort();
  }

  CheckTarget target() {
    return CheckTarget.parse("sip:127.0.0.1:" + port());
  }

  @Override
  public void close() {
    socket.close();
  }
}
