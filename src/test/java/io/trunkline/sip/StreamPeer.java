package io.trunkline.sip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** A TCP or TLS peer on loopback that does what the test says with each request. */
final class StreamPeer implements AutoCloseable {
  /** What to do with a request. */
  interface Script {
    void on(Socket socket, OutputStream out, String request) throws IOException;
  }

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  StreamPeer(@Nullable SSLContext tls, Script script) throws IOException {
    this(tls, script, socket -> {});
  }

  /**
   * A peer.
   *
   * @param setup what its TLS asks for and offers
   */
  StreamPeer(@Nullable SSLContext tls, Script script, Consumer<SSLServerSocket> setup)
      throws IOException {
    server = tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    if (server instanceof SSLServerSocket secure) {
      setup.accept(secure);
    }
    server.bind(new InetSocketAddress(Loopback.v4(1), 0));
    Thread thread = new Thread(() -> accept(script), "stream-peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket, script), "stream-peer-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Script script) {
    try (InputStream in = socket.getInputStream()) {
      StringBuilder text = new StringBuilder();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        int end = text.indexOf("\r\n\r\n");
        while (end >= 0) {
          String request = text.substring(0, end + 4);
          text.delete(0, end + 4);
          requests.add(request);
          script.on(socket, socket.getOutputStream(), request);
          end = text.indexOf("\r\n\r\n");
        }
      }
    } catch (IOException e) {
      // The client hung up; what it sent before is what the test looks at.
      sockets.remove(socket);
    }
  }

  List<String> requests() {
    return requests;
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
