package io.trunkline.simulator.fault;

import io.trunkline.simulator.input.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a fault script, YAML or JSON: an optional {@code seed} and a list {@code faults}, each with
 * {@code name}, {@code match}, {@code act} and what it counts.
 */
public final class FaultScriptReader {
  private static final long ANY = Long.MAX_VALUE;

  private FaultScriptReader() {}

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException naming line, place, value and what is allowed
   */
  public static FaultScript read(String text) {
    return read(text, 0);
  }

  /**
   * Reads a script.
   *
   * @param seed of a script that names none
   * @throws IllegalArgumentException naming line, place, value and what is allowed
   */
  public static FaultScript read(String text, long seed) {
    Input script = Input.read(text);
    if (!script.at("faults").given()) {
      throw script.complaint("a fault script is an object with a list 'faults'");
    }
    script.only("seed", "faults");
    return read(script.at("faults"), script.at("seed").whole(seed, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** Reads the list of faults that stands in another file. */
  public static FaultScript read(Input list, long seed) {
    return new FaultScript(seed, list.items().stream().map(FaultScriptReader::fault).toList());
  }

  private static Fault fault(Input node) {
    node.only("name", "match", "act", "nth", "every", "times", "probability");
    Input match = node.at("match");
    match.only("method", "path", "client", "query", "body");
    return new Fault(
        node.at("name").text(node.place()),
        new Fault.Match(
            match.at("method").text(""),
            path(match.at("path")),
            match.at("client").text(""),
            texts(match.at("query")),
            texts(match.at("body"))),
        new Fault.Times(
            nth(node.at("nth")),
            node.at("every").whole(0, 1, ANY),
            node.at("times").whole(0, 1, ANY),
            node.at("probability").ratio(1)),
        act(node.at("act")));
  }

  private static String path(Input path) {
    String text = path.text("");
    if (!text.isEmpty() && !text.startsWith("/") && !text.startsWith("*")) {
      throw path.wrong("a path from its slash on, such as /api/v2/locations");
    }
    if (text.contains("?")) {
      throw path.wrong("the path alone; what follows the question mark belongs under query");
    }
    return text;
  }

  private static Set<Long> nth(Input given) {
    Set<Long> nth = new HashSet<>();
    List<Input> numbers = new ArrayList<>();
    if (given.node().isArray()) {
      numbers.addAll(given.items());
    } else if (given.given()) {
      numbers.add(given);
    }
    numbers.forEach(number -> nth.add(number.whole(1, 1, ANY)));
    return nth;
  }

  private static Fault.Act act(Input act) {
    String[] known = {
      "when",
      "delayMs",
      "status",
      "body",
      "code",
      "headers",
      "connection",
      "cutAfterBytes",
      "bytesPerSecond"
    };
    if (act.only(known).isEmpty()) {
      throw act.wrong("one or more of " + String.join(", ", known));
    }
    Fault.Connection connection = act.at("connection").word(Fault.Connection.KEEP);
    if (connection != Fault.Connection.KEEP) {
      for (String answer : List.of("status", "body", "code", "cutAfterBytes", "bytesPerSecond")) {
        if (act.at(answer).given()) {
          throw act.at(answer)
              .complaint("connection ends without an answer; leave out one of the two");
        }
      }
    }
    return new Fault.Act(
        act.at("when").word(Fault.When.BEFORE),
        act.at("delayMs").whole(0, 0, ANY),
        (int) act.at("status").whole(0, 100, 599),
        act.at("body").given() ? act.at("body").node() : null,
        act.at("code").text(""),
        texts(act.at("headers")),
        connection,
        (int) act.at("cutAfterBytes").whole(-1, 0, Integer.MAX_VALUE),
        (int) act.at("bytesPerSecond").whole(0, 1, Integer.MAX_VALUE));
  }

  private static Map<String, String> texts(Input node) {
    Map<String, String> texts = new HashMap<>();
    node.fields().forEach((name, value) -> texts.put(name, value.text("")));
    return texts;
  }
}
