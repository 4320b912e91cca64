package io.trunkline.simulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A script of faults at work: counts what each fault has seen and says which one strikes. The same
 * script and the same requests in the same order give the same strikes.
 */
public final class FaultScript {
  private final long seed;
  private final List<Armed> faults;

  FaultScript(long seed, List<Fault> faults) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    this.faults = faults.stream().map(fault -> new Armed(fault, random.split())).toList();
  }

  /** A script without faults. */
  public static FaultScript none() {
    return new FaultScript(0, List.of());
  }

  /** The same script as if it had seen nothing yet. */
  public FaultScript fresh() {
    return new FaultScript(seed, faults.stream().map(armed -> armed.fault).toList());
  }

  /** How many faults it has. */
  public int size() {
    return faults.size();
  }

  /** What a fault can see of a request. */
  public record Request(
      String method,
      String path,
      String client,
      Map<String, List<String>> query,
      @Nullable JsonNode body) {}

  /** Whether any fault looks into bodies, which then must be parsed early. */
  public boolean readsBodies() {
    return faults.stream().anyMatch(armed -> !armed.fault.match().body().isEmpty());
  }

  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** The first fault that strikes the request, or null. Every fault counts what it matches. */
  public @Nullable Fault strike(Request request) {
    Fault striking = null;
    for (Armed armed : faults) {
      if (armed.matches(request) && armed.isDue() && striking == null) {
        armed.strikes++;
        striking = armed.fault;
      }
    }
    return striking;
  }

  /** Name, matches and strikes of each fault, in order. */
  public record Report(String name, long matches, long strikes) {}

  /** What each fault has seen and done. */
  public List<Report> reports() {
    return faults.stream()
        .map(armed -> new Report(armed.fault.name(), armed.matches, armed.strikes))
        .toList();
  }

  private static final class Armed {
    final Fault fault;
    final SplittableRandom random;
    final Pattern path;
    long matches;
    long strikes;

    Armed(Fault fault, SplittableRandom random) {
      this.fault = fault;
      this.random = random;
      this.path = wildcard(fault.match().path());
    }

    boolean matches(Request request) {
      Fault.Match match = fault.match();
      boolean fits =
          (match.method().isEmpty() || match.method().equalsIgnoreCase(request.method()))
              && (match.client().isEmpty() || match.client().equals(request.client()))
              && path.matcher(request.path()).matches()
              && match.query().entrySet().stream().allMatch(wanted -> query(request, wanted))
              && match.body().entrySet().stream().allMatch(wanted -> body(request, wanted));
      if (fits) {
        matches++;
      }
      return fits;
    }

    boolean isDue() {
      Fault.Times times = fault.times();
      boolean byNumber = times.nth().isEmpty() || times.nth().contains(matches);
      boolean byTurn = times.every() == 0 || matches % times.every() == 0;
      boolean byLuck = times.probability() >= 1 || random.nextDouble() < times.probability();
      return byNumber && byTurn && byLuck && (times.most() == 0 || strikes < times.most());
    }

    private static boolean query(Request request, Map.Entry<String, String> wanted) {
      Pattern pattern = wildcard(wanted.getValue());
      return request.query().getOrDefault(wanted.getKey(), List.of()).stream()
          .anyMatch(value -> pattern.matcher(value).matches());
    }

    private static boolean body(Request request, Map.Entry<String, String> wanted) {
      if (request.body() == null) {
        return false;
      }
      JsonNode value = request.body().at("/" + wanted.getKey().replace('.', '/'));
      String text = value.isValueNode() ? value.asText() : value.toString();
      return !value.isMissingNode() && wildcard(wanted.getValue()).matcher(text).matches();
    }

    private static Pattern wildcard(String text) {
      if (text.isEmpty()) {
        return Pattern.compile(".*", Pattern.DOTALL);
      }
      String regex =
          List.of(text.split("\\*", -1)).stream()
              .map(Pattern::quote)
              .reduce((left, right) -> left + ".*" + right)
              .orElse("");
      return Pattern.compile(regex, Pattern.DOTALL);
    }
  }
}
