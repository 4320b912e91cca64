import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed events and measures: {@code bare PORT} answers without storing; {@code load URL SECONDS
 * CONNECTIONS} sends as fast as the answers come; {@code pace URL SECONDS RATE SINKPORT} sends at a
 * rate and takes the time until each event reaches a sink on SINKPORT.
 */
public final class EventsBench {
  static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int TRUNKS = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final String run = UUID.randomUUID().toString();

  public static void main(String[] args) throws Exception {
    EventsBench bench = new EventsBench();
    switch (args[0]) {
      case "bare" -> bench.bare(Integer.parseInt(args[1]));
      case "load" -> bench.load(URI.create(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      default ->
          bench.pace(
              URI.create(args[1]),
              Integer.parseInt(args[2]),
              Integer.parseInt(args[3]),
              Integer.parseInt(args[4]));
    }
  }

  private void bare(int port) throws Exception {
    var unused =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.bodyHandler(body -> request.response().end("ok")))
            .listen(port, "127.0.0.1")
            .onSuccess(server -> System.out.println("ready"));
    Thread.currentThread().join();
  }

  private void load(URI url, int seconds, int connections) throws Exception {
    HttpClient client =
        vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true), pool(connections));
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long began = System.nanoTime();
    CountDownLatch open = new CountDownLatch(connections);
    for (int i = 0; i < connections; i++) {
      next(client, url, end, open);
    }
    open.await();
    report((System.nanoTime() - began) / 1e9);
    System.exit(0);
  }

  private static io.vertx.core.http.PoolOptions pool(int connections) {
    return new io.vertx.core.http.PoolOptions().setHttp1MaxSize(connections);
  }

  private void next(HttpClient client, URI url, long end, CountDownLatch open) {
    if (System.nanoTime() >= end) {
      open.countDown();
      return;
    }
    long began = System.nanoTime();
    post(client, url, sent.incrementAndGet())
        .onComplete(
            status -> {
              nanos.add(System.nanoTime() - began);
              if (status.failed() || status.result() != 200) {
                wrong.incrementAndGet();
              }
              next(client, url, end, open);
            });
  }

  private io.vertx.core.Future<Integer> post(HttpClient client, URI url, long number) {
    String id = run + "-" + number;
    String body =
        "{\"id\":\"%s\",\"event\":\"telephony:siptrunk:status\",\"timestamp\":\"%s\",\"data\":{\"edgeId\":\"e-1\",\"sipTrunkId\":\"t-%d\",\"status\":\"%s\"}}"
            .formatted(id, Instant.now(), number % TRUNKS, number / TRUNKS % 2 == 0 ? "registered" : "unregistered");
    String time = String.valueOf(Instant.now().getEpochSecond());
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(url.getHost())
            .setPort(url.getPort())
            .setURI(url.getPath())
            .putHeader("Content-Type", "application/json")
            .putHeader("webhook-id", id)
            .putHeader("webhook-timestamp", time)
            .putHeader("webhook-signature", "v1," + sign(id + "." + time + "." + body));
    return client
        .request(request)
        .compose(open -> open.send(Buffer.buffer(body)))
        .compose(answer -> answer.end().map(answer.statusCode()));
  }

  private static String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pace(URI url, int seconds, int rate, int port) throws Exception {
    ConcurrentHashMap<String, Long> begun = new ConcurrentHashMap<>();
    vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request.bodyHandler(
                    body -> {
                      String known = body.toJsonObject().getJsonObject("data").getString("eventId");
                      Long began = known == null ? null : begun.remove(known);
                      if (began != null) {
                        nanos.add(System.nanoTime() - began);
                      }
                      request.response().setStatusCode(204).end();
                    }))
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    HttpClient client = vertx.createHttpClient(new HttpClientOptions(), pool(64));
    long start = System.nanoTime();
    long all = (long) seconds * rate;
    var unused =
        vertx.setPeriodic(
            5,
            tick -> {
              long due = Math.min(all, (System.nanoTime() - start) * rate / 1_000_000_000L);
              while (sent.get() < due) {
                long number = sent.incrementAndGet();
                begun.put(run + "-" + number, System.nanoTime());
                post(client, url, number)
                    .onComplete(
                        status -> {
                          if (status.failed() || status.result() != 200) {
                            wrong.incrementAndGet();
                          }
                        });
              }
            });
    long end = start + (seconds + 30) * 1_000_000_000L;
    while (nanos.size() < all && System.nanoTime() < end) {
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
    }
    report(seconds);
    System.exit(0);
  }

  private void report(double seconds) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%d in %.1f s, %.0f/s, p50 %.1f ms, p99 %.1f ms, max %.1f ms, not accepted %d%n",
        sorted.length,
        seconds,
        sorted.length / seconds,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1),
        wrong.get());
  }

  private static double at(long[] sorted, double part) {
    int index = Math.min(sorted.length - 1, (int) (sorted.length * part));
    return sorted.length == 0 ? Double.NaN : sorted[index] / 1e6;
  }
}
