package io.trunkline.simulator.carrier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * A SIP carrier on one UDP and TCP port: answers OPTIONS, registers its accounts behind digest
 * challenges, refuses the rest with 405. Everything happens on one event loop.
 */
public final class SimulatedCarrier implements AutoCloseable {
  private static final long START_SECONDS = 10;
  private static final int TRIES = 20;
  private static final int LARGEST_STREAM = 65_536;
  private static final int KEPT_ANSWERS = 10_000;
  private static final String END = "\r\n\r\n";

  private final Vertx vertx;
  private final CarrierOptions options;
  private final CarrierDigest digest;
  private final CarrierBindings bindings;
  private final Map<String, String> answered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT_ANSWERS;
        }
      };
  private int port;

  private SimulatedCarrier(CarrierOptions options) {
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.options = options;
    this.digest = new CarrierDigest(options);
    this.bindings =
        new CarrierBindings(
            () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()), options.longestSeconds());
  }

  /**
   * Starts a carrier.
   *
   * @throws IllegalStateException in one line when the port is taken
   */
  public static SimulatedCarrier start(CarrierOptions options) {
    return start(options, options::port);
  }

  /**
   * As {@link #start(CarrierOptions)}.
   *
   * @param wanted the port to ask UDP for, with each try
   */
  static SimulatedCarrier start(CarrierOptions options, IntSupplier wanted) {
    SimulatedCarrier carrier = new SimulatedCarrier(options);
    try {
      carrier.port =
          carrier
              .listen(wanted, options.port() == 0 ? TRIES : 1)
              .toCompletionStage()
              .toCompletableFuture()
              .get(START_SECONDS, TimeUnit.SECONDS);
      return carrier;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      carrier.close();
      throw new IllegalStateException("interrupted while the carrier started", e);
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      carrier.close();
      throw new IllegalStateException(
          "the simulated carrier cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private Future<Integer> listen(IntSupplier wanted, int tries) {
    return bind(wanted.getAsInt())
        .recover(
            taken -> tries > 1 ? listen(wanted, tries - 1) : Future.<Integer>failedFuture(taken));
  }

  /** UDP picks the port, TCP takes the same one, which another process may have. */
  private Future<Integer> bind(int wanted) {
    DatagramSocket udp = vertx.createDatagramSocket();
    udp.handler(packet -> onDatagram(udp, packet));
    NetServer tcp = vertx.createNetServer().connectHandler(this::onConnection);
    return udp.listen(wanted, options.host())
        .map(bound -> bound.localAddress().port())
        .compose(port -> tcp.listen(port, options.host()).map(server -> port))
        .recover(taken -> udp.close().compose(closed -> Future.<Integer>failedFuture(taken)));
  }

  private void onDatagram(DatagramSocket socket, DatagramPacket packet) {
    SocketAddress from = packet.sender();
    answer(packet.data().toString(StandardCharsets.UTF_8), from)
        .ifPresent(text -> socket.send(text, from.port(), from.host()));
  }

  private void onConnection(NetSocket socket) {
    StringBuilder held = new StringBuilder();
    socket.handler(
        data -> {
          held.append(data.toString(StandardCharsets.UTF_8));
          StringBuilder answers = new StringBuilder();
          // REGISTER and OPTIONS have no body here: a request ends with its empty line.
          for (int end = held.indexOf(END); end >= 0; end = held.indexOf(END)) {
            String request = held.substring(0, end + END.length()).stripLeading();
            held.delete(0, end + END.length());
            answer(request, socket.remoteAddress()).ifPresent(answers::append);
          }
          if (!answers.isEmpty()) {
            socket.write(answers.toString());
          }
          if (held.length() > LARGEST_STREAM) {
            socket.close();
          }
        });
  }

  private Optional<String> answer(String text, SocketAddress from) {
    return CarrierRequest.read(text)
        .filter(request -> !request.method().equals("ACK"))
        .map(request -> repeated(request, from));
  }

  /** A copy of a request gets a copy of its answer (RFC 3261 section 17.2.2). */
  private String repeated(CarrierRequest request, SocketAddress from) {
    String transaction = request.method() + " " + request.value("Via") + from;
    String before = answered.get(transaction);
    if (before != null) {
      return before;
    }
    String answer = reply(request, from);
    answered.put(transaction, answer);
    return answer;
  }

  private String reply(CarrierRequest request, SocketAddress from) {
    return switch (request.method()) {
      case "OPTIONS" -> text("200 OK", request, from, List.of("Allow: OPTIONS, REGISTER"));
      case "REGISTER" -> register(request, from);
      default -> text("405 Method Not Allowed", request, from, List.of("Allow: OPTIONS, REGISTER"));
    };
  }

  private String register(CarrierRequest request, SocketAddress from) {
    if (!options.accounts().containsKey(request.user())) {
      return text("404 Not Found", request, from, List.of());
    }
    CarrierDigest.Result result = digest.verify(request);
    if (result != CarrierDigest.Result.RIGHT) {
      List<String> challenges = digest.challenges(result == CarrierDigest.Result.STALE);
      return text("401 Unauthorized", request, from, challenges);
    }
    bindings.apply(request);
    List<String> contacts =
        bindings.listed(request.user()).stream().map(value -> "Contact: " + value).toList();
    return text("200 OK", request, from, contacts);
  }

  private static String text(
      String status, CarrierRequest request, SocketAddress from, List<String> more) {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
    boolean first = true;
    for (String via : request.values("Via")) {
      String seen = ";received=" + from.host() + ";rport=" + from.port();
      text.append("Via: ")
          .append(first ? via.replaceFirst(";rport(?![=\\w])", "") + seen : via)
          .append("\r\n");
      first = false;
    }
    text.append("From: ").append(request.value("From")).append("\r\n");
    String to = request.value("To");
    text.append("To: ").append(to.contains("tag=") ? to : to + ";tag=carrier").append("\r\n");
    text.append("Call-ID: ").append(request.value("Call-ID")).append("\r\n");
    text.append("CSeq: ").append(request.value("CSeq")).append("\r\n");
    more.forEach(line -> text.append(line).append("\r\n"));
    return text.append("Server: simulated carrier\r\nContent-Length: 0\r\n\r\n").toString();
  }

  /** The UDP and TCP port. */
  public int port() {
    return port;
  }

  /** The Contact values that this account has now. */
  public List<String> bindings(String user) {
    CompletableFuture<List<String>> found = new CompletableFuture<>();
    vertx.runOnContext(nothing -> found.complete(bindings.listed(user)));
    return found.join();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
