import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Sends requests over kept connections, one at a time on each, on one thread. */
final class Sender {
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.ISO_8859_1);
  private static final int STATUS = "HTTP/1.1 ".length();

  private final SignedEvents events;
  private final Selector selector = Selector.open();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private long sent;

  /** Nanoseconds of every answer, from when its event was due. */
  final List<Long> nanos = new ArrayList<>();

  int wrong;

  private static final class Connection {
    final SocketChannel channel;
    final ByteBuffer in = ByteBuffer.allocate(16_384);
    ByteBuffer out = ByteBuffer.allocate(0);
    long due;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  Sender(SignedEvents events, URI url, int connections) throws IOException {
    this.events = events;
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Connection connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      idle.add(connection);
    }
  }

  long sent() {
    return sent;
  }

  /** Is told the number of an event and when it was due. */
  interface Begun {
    void begun(long number, long due);
  }

  /**
   * Sends for a time and waits for the answers.
   *
   * @param rate events a second; 0 for as fast as they are answered
   * @return seconds until the last answer
   */
  double run(double seconds, int rate, Begun begun) throws IOException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    int all = idle.size();
    long before = sent;
    while (true) {
      long now = System.nanoTime();
      while (now < end && !idle.isEmpty()) {
        long due = rate == 0 ? now : start + (sent - before) * 1_000_000_000L / rate;
        if (due > now) {
          break;
        }
        begin(idle.pop(), ++sent, due, begun);
      }
      if (now >= end && idle.size() == all) {
        return (now - start) / 1e9;
      }
      selector.select(this::ready, rate == 0 || idle.isEmpty() ? 50 : 1);
    }
  }

  private void begin(Connection connection, long number, long due, Begun begun) throws IOException {
    connection.due = due;
    begun.begun(number, due);
    connection.out = events.request(number);
    write(connection);
  }

  private void write(Connection connection) throws IOException {
    connection.channel.write(connection.out);
    connection
        .channel
        .keyFor(selector)
        .interestOps(connection.out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) {
        write(connection);
      } else if (connection.channel.read(connection.in) < 0) {
        throw new IOException("the server closed a connection");
      } else if (answered(connection.in)) {
        nanos.add(System.nanoTime() - connection.due);
        idle.push(connection);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a whole answer is there; it is taken out then. */
  private boolean answered(ByteBuffer in) {
    byte[] bytes = in.array();
    int end = in.position();
    int length = -1;
    int at = 0;
    while (true) {
      int line = at;
      while (at < end && bytes[at] != '\n') {
        at++;
      }
      if (at++ == end) {
        return false;
      }
      if (at - line == 2) {
        break;
      }
      if (isLength(bytes, line)) {
        length = number(bytes, line + LENGTH.length);
      }
    }
    if (length < 0) {
      throw new IllegalStateException("an answer without a length");
    }
    if (end < at + length) {
      return false;
    }
    if (number(bytes, STATUS) != 200) {
      wrong++;
    }
    in.clear();
    return true;
  }

  private static boolean isLength(byte[] bytes, int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((bytes[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from) {
    int number = 0;
    for (int i = from; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
