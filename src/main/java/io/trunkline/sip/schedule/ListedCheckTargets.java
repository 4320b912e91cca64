package io.trunkline.sip.schedule;

import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.InvalidCheckException;
import java.util.ArrayList;
import java.util.List;

/**
 * Targets listed in a property: {@code [OPTIONS|REGISTER] sip:[user@]host[:port][;transport=...]},
 * with commas between (a comma inside a user part is written %2C).
 */
public final class ListedCheckTargets implements CheckTargets {
  private final List<CheckRequest> requests;

  /**
   * Reads the list once.
   *
   * @throws InvalidCheckException naming the first bad entry
   */
  public ListedCheckTargets(String list, CheckTiming timing) {
    List<CheckRequest> found = new ArrayList<>();
    for (String entry : list.split(",")) {
      if (!entry.isBlank()) {
        found.add(read(entry.strip()).with(timing));
      }
    }
    requests = List.copyOf(found);
  }

  private static CheckRequest read(String entry) {
    int blank = entry.indexOf(' ');
    if (blank < 0) {
      return CheckRequest.of(CheckTarget.parse(entry), CheckMethod.OPTIONS);
    }
    String word = entry.substring(0, blank);
    CheckMethod method =
        CheckMethod.named(word)
            .orElseThrow(
                () ->
                    new InvalidCheckException(
                        "method", word, "must be OPTIONS or REGISTER, then the target"));
    return CheckRequest.of(CheckTarget.parse(entry.substring(blank).strip()), method);
  }

  @Override
  public List<CheckRequest> targets() {
    return requests;
  }
}
