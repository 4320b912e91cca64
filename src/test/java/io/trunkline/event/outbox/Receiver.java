package io.trunkline.event.outbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP endpoint on this machine. */
public final class Receiver implements AutoCloseable {
  /** What to answer a request with. */
  @FunctionalInterface
  public interface Answer {
    /** The status. */
    int to(HttpHeaders headers, String body);
  }

  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpServer server;
  private final Answer answer;
  private final Map<String, String> headers;

  /** Starts it. */
  public Receiver(Answer answer) throws IOException {
    this(answer, Map.of());
  }

  /** With headers of every answer. */
  public Receiver(Answer answer, Map<String, String> headers) throws IOException {
    this.answer = answer;
    this.headers = headers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /** Where it answers, with a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 500;
    try {
      status = answer.to(HttpHeaders.of(exchange.getRequestHeaders(), (n, v) -> true), body);
    } finally {
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
