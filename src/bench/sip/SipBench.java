import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.check.CheckObservations;
import io.trunkline.check.CheckSeries;
import io.trunkline.check.TrunksOfChecks;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.MemoryBindingJournal;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.history.CheckMetrics;
import io.trunkline.sip.history.CheckRecorder;
import io.trunkline.sip.history.InMemoryCheckHistory;
import io.trunkline.sip.schedule.CheckTargets;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Numbers of the SIP checks; run.sh starts the peers and puts SIPp's numbers beside these. */
public final class SipBench {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int LEAST_WARM_UPS = 6;
  private static final int MOST_WARM_UPS = 16;

  private SipBench() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    int number = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
    switch (arguments[0]) {
      case "register" -> burst(request(port, CheckMethod.REGISTER), number);
      case "options" -> burst(request(port, CheckMethod.OPTIONS), number);
      case "watch" -> watch(port, number, Integer.parseInt(arguments[3]));
      case "rtt" -> rtt(port, number);
      case "responder" -> respond(port);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private static CheckRequest request(int port, CheckMethod method) {
    CheckTarget target = CheckTarget.parse("sip:probe@127.0.0.1:" + port).inDomain("edge.test");
    return CheckRequest.of(target, method).with(new Credentials("probe", "s3cret"));
  }

  private static SipChecker checker() {
    return new SipChecker(
        SipCheckerOptions.DEFAULT.unpaced(), new MemoryBindingJournal(Clock.systemUTC()));
  }

  /**
   * Warms up until a round costs no less than the one before, then makes one for each line read.
   */
  private static void burst(CheckRequest request, int number) throws Exception {
    try (SipChecker checker = checker();
        var orders = new BufferedReader(new InputStreamReader(System.in))) {
      double before = Double.MAX_VALUE;
      double now = round(checker, request, number, "warm-up");
      for (int i = 1; i < MOST_WARM_UPS && (i < LEAST_WARM_UPS || now < 0.95 * before); i++) {
        before = now;
        now = round(checker, request, number, "warm-up");
      }
      System.out.println("warm");
      while (orders.readLine() != null) {
        round(checker, request, number, "measured");
      }
    }
  }

  /** Keeps a hundred checks under way; tells the processor time of one in microseconds. */
  private static double round(SipChecker checker, CheckRequest request, int number, String kind)
      throws InterruptedException {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    AtomicInteger again = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(number);
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      next(checker, request, started, number, bad, again, done);
    }
    done.await();
    double seconds = (System.nanoTime() - wall) / 1e9;
    double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / number;
    System.out.printf(
        "%s %s %.2f us, %.0f/s, %d not ok, %d retransmissions%n",
        kind, request.method(), micros, number / seconds, bad.get(), again.get());
    return micros;
  }

  private static void next(
      SipChecker checker,
      CheckRequest request,
      AtomicInteger started,
      int number,
      AtomicInteger bad,
      AtomicInteger again,
      CountDownLatch done) {
    if (started.incrementAndGet() > number) {
      return;
    }
    checker
        .check(request)
        .thenAccept(
            verdict -> {
              if (verdict.outcome() != Outcome.OK) {
                bad.incrementAndGet();
              }
              again.addAndGet(verdict.traffic().retransmissions());
              done.countDown();
              next(checker, request, started, number, bad, again, done);
            });
  }

  /** The route of the service over many targets, each an address of 127.0.0.0/8. */
  private static void watch(int port, int targets, int turns) throws Exception {
    List<CheckRequest> requests = new ArrayList<>();
    for (int i = 0; i < targets; i++) {
      String host = "127." + (1 + i / 62_500) + "." + (i / 250 % 250) + "." + (1 + i % 250);
      requests.add(
          CheckRequest.of(CheckTarget.parse("sip:" + host + ":" + port), CheckMethod.OPTIONS)
              .with(CheckTiming.DEFAULT));
    }
    ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();
    AtomicInteger bad = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger();
    CheckRecorder recorder =
        new CheckRecorder(
            new InMemoryCheckHistory(60), new CheckMetrics(new SimpleMeterRegistry()), List.of());
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("checkTargets", targetsOf(requests));
      context
          .getRegistry()
          .bind(
              "checkObservations",
              new CheckObservations(new TrunksOfChecks(List::of), () -> null, Clock.systemUTC()));
      context.getRegistry().bind("checkRecorder", new Watcher(recorder, delays, bad, seen));
      context
          .getRegistry()
          .bind(
              "checkSeries",
              new CheckSeries((org, rows) -> {}, new TrunksOfChecks(List::of), () -> "bench"));
      Properties properties = new Properties();
      properties.put("trunkline.checks.series-every", "10000");
      properties.put("trunkline.checks.interval", "30000");
      properties.put("trunkline.checks.spread", "30s");
      context.getPropertiesComponent().setInitialProperties(properties);
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/sip-checks.camel.yaml"));
      context.start();
      waitFor(seen, targets);
      int before = seen.get();
      delays.clear();
      long cpu = SYSTEM.getProcessCpuTime();
      long wall = System.nanoTime();
      waitFor(seen, before + targets * turns);
      double share = (SYSTEM.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - wall);
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
      double[] sorted = delays.stream().mapToDouble(d -> d).sorted().toArray();
      System.out.printf(
          "%d targets every 30 s: %.1f %% of one core, %d MB heap after a collection, start delay p50 %.1f p99 %.1f max %.1f ms, %d not ok of %d%n",
          targets,
          share,
          heap,
          sorted[sorted.length / 2],
          sorted[sorted.length * 99 / 100],
          sorted[sorted.length - 1],
          bad.get(),
          seen.get());
    }
  }

  /** A named type: Camel would take a lambda for a supplier of the bean. */
  private static CheckTargets targetsOf(List<CheckRequest> requests) {
    return () -> requests;
  }

  /** Records like the service and keeps the start delays. */
  public static final class Watcher {
    private final CheckRecorder recorder;
    private final ConcurrentLinkedQueue<Double> delays;
    private final AtomicInteger bad;
    private final AtomicInteger seen;

    Watcher(
        CheckRecorder recorder,
        ConcurrentLinkedQueue<Double> delays,
        AtomicInteger bad,
        AtomicInteger seen) {
      this.recorder = recorder;
      this.delays = delays;
      this.bad = bad;
      this.seen = seen;
    }

    @org.apache.camel.Handler
    public void record(@org.apache.camel.Body Verdict verdict) {
      recorder.record(verdict);
      delays.add(verdict.timing().startDelay());
      if (verdict.outcome() != Outcome.OK) {
        bad.incrementAndGet();
      }
      seen.incrementAndGet();
    }
  }

  private static void waitFor(AtomicInteger seen, int wanted) throws InterruptedException {
    while (seen.get() < wanted) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** One check after another; prints our round trip of each in milliseconds. */
  private static void rtt(int port, int number) {
    try (SipChecker checker = checker()) {
      CheckRequest request = request(port, CheckMethod.OPTIONS).with((Credentials) null);
      for (int i = 0; i < 2000; i++) {
        checker.check(request).join();
      }
      System.out.println("warm");
      double[] rtts = new double[number];
      for (int i = 0; i < number; i++) {
        Double first = checker.check(request).join().timing().first();
        rtts[i] = first == null ? Double.NaN : first;
        System.out.println("rtt " + rtts[i]);
      }
      Arrays.sort(rtts);
      System.out.printf("median %.4f ms%n", rtts[number / 2]);
    }
  }

  /** Answers every request with 200 on all addresses of this machine. */
  private static void respond(int port) throws Exception {
    try (DatagramChannel channel = DatagramChannel.open(java.net.StandardProtocolFamily.INET)) {
      channel.bind(new InetSocketAddress(port));
      System.out.println("ready");
      ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
      while (true) {
        buffer.clear();
        var from = channel.receive(buffer);
        String request = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        int line = request.indexOf("\r\n");
        if (line > 0) {
          channel.send(
              StandardCharsets.UTF_8.encode("SIP/2.0 200 OK" + request.substring(line)), from);
        }
      }
    }
  }
}
