import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sends signed events and measures, after a time that warms both sides up: {@code bare PORT}
 * answers without storing; {@code load URL WARMUP SECONDS CONNECTIONS RATE} sends at a rate, or as
 * fast as the answers come when it is 0; {@code pace URL WARMUP SECONDS RATE SINKPORT} sends at a rate and takes the time until each
 * event reaches a sink on SINKPORT, from when it was due.
 */
public final class EventsBench {
  private static final int PACED_CONNECTIONS = 64;

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "bare" -> bare(Integer.parseInt(args[1]));
      case "load" ->
          load(
              URI.create(args[1]),
              args[2],
              args[3],
              Integer.parseInt(args[4]),
              Integer.parseInt(args[5]));
      default ->
          pace(
              URI.create(args[1]),
              args[2],
              args[3],
              Integer.parseInt(args[4]),
              Integer.parseInt(args[5]));
    }
  }

  private static void bare(int port) throws Exception {
    var unused =
        Vertx.vertx()
            .createHttpServer()
            .requestHandler(request -> request.bodyHandler(body -> request.response().end("ok")))
            .listen(port, "127.0.0.1")
            .onSuccess(server -> System.out.println("ready"));
    Thread.currentThread().join();
  }

  private static void load(URI url, String warmup, String seconds, int connections, int rate)
      throws Exception {
    Sender sender = new Sender(new SignedEvents(url), url, connections);
    sender.run(Double.parseDouble(warmup), rate, (number, due) -> {});
    begin(sender);
    double took = sender.run(Double.parseDouble(seconds), rate, (number, due) -> {});
    report(sender.nanos, took, sender.wrong);
    System.exit(0);
  }

  private static void pace(URI url, String warmup, String seconds, int rate, int port)
      throws Exception {
    SignedEvents events = new SignedEvents(url);
    Sender sender = new Sender(events, url, PACED_CONNECTIONS);
    Map<String, Long> begun = new ConcurrentHashMap<>();
    ConcurrentLinkedQueue<Long> arrived = new ConcurrentLinkedQueue<>();
    sink(port, begun, arrived);
    sender.run(
        Double.parseDouble(warmup), rate, (number, due) -> begun.put(events.id(number), due));
    awaitAll(begun);
    begin(sender);
    arrived.clear();
    sender.run(
        Double.parseDouble(seconds), rate, (number, due) -> begun.put(events.id(number), due));
    awaitAll(begun);
    report(List.copyOf(arrived), Double.parseDouble(seconds), sender.wrong + begun.size());
    System.exit(0);
  }

  private static void awaitAll(Map<String, Long> begun) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!begun.isEmpty() && System.nanoTime() < end) {
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L);
    }
  }

  private static void sink(int port, Map<String, Long> begun, ConcurrentLinkedQueue<Long> arrived)
      throws Exception {
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(
            request ->
                request.bodyHandler(
                    body -> {
                      String text = body.toString();
                      int at = text.indexOf("\"eventId\":\"") + 11;
                      Long due = begun.remove(text.substring(at, text.indexOf('"', at)));
                      if (due != null) {
                        arrived.add(System.nanoTime() - due);
                      }
                      request.response().setStatusCode(204).end();
                    }))
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private static void begin(Sender sender) {
    sender.nanos.clear();
    sender.wrong = 0;
    System.out.println("warm");
  }

  private static void report(List<Long> nanos, double seconds, int wrong) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%d in %.1f s, %.0f/s, p50 %.1f ms, p99 %.1f ms, max %.1f ms, not accepted %d%n",
        sorted.length,
        seconds,
        sorted.length / seconds,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1),
        wrong);
  }

  private static double at(long[] sorted, double part) {
    int index = Math.min(sorted.length - 1, (int) (sorted.length * part));
    return sorted.length == 0 ? Double.NaN : sorted[index] / 1e6;
  }
}
