package io.trunkline.simulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fault of a script.
 *
 * @param name told in the request log
 * @param match which requests it looks at
 * @param times which of those it strikes
 * @param act what it does to them
 */
public record Fault(String name, Match match, Times times, Act act) {

  /**
   * Texts to compare with; {@code *} stands for any text and an empty text for anything.
   *
   * @param method HTTP method
   * @param path path without query
   * @param client client id
   * @param query query parameters by name
   * @param body body fields by dotted path
   */
  public record Match(
      String method,
      String path,
      String client,
      Map<String, String> query,
      Map<String, String> body) {}

  /**
   * Which of the matching requests are struck, counted from 1.
   *
   * @param nth their numbers; empty for every one
   * @param every each of this many, 0 for no such rule
   * @param most how many at most, 0 for no bound
   * @param probability from 0 to 1, drawn from the script's seed
   */
  public record Times(Set<Long> nth, long every, long most, double probability) {}

  /** When the fault strikes. */
  public enum When {
    /** Nothing was changed yet. */
    BEFORE,
    /** The request had its effect, only the answer is spoilt. */
    AFTER
  }

  /** What becomes of the connection. */
  public enum Connection {
    KEEP,
    CLOSE,
    RESET
  }

  /**
   * What happens to a struck request.
   *
   * @param when before or after its effect
   * @param delayMillis waits so long before anything else
   * @param status answers with this status, 0 for the real answer
   * @param body the body with that status, null for an error body
   * @param code code of the error body
   * @param headers added to the answer
   * @param connection closed or reset without an answer
   * @param cutAfterBytes sends so many bytes of the body and closes, -1 for all
   * @param bytesPerSecond sends the body slowly, 0 for full speed
   */
  public record Act(
      When when,
      long delayMillis,
      int status,
      @Nullable JsonNode body,
      String code,
      Map<String, String> headers,
      Connection connection,
      int cutAfterBytes,
      int bytesPerSecond) {

    /** Whether the request is kept from its effect. */
    public boolean preventsEffect() {
      return when == When.BEFORE && replacesAnswer();
    }

    /** Whether the real answer is not sent at all. */
    public boolean replacesAnswer() {
      return status > 0 || connection != Connection.KEEP;
    }
  }
}
