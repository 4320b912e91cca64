package io.trunkline.event;

/**
 * Who told of an observation.
 *
 * @param kind how it came
 * @param name of the hook, of the org's channel or poll, of the check
 */
public record Source(SourceKind kind, String name) {

  /** Kind and name, such as {@code hook/ops}: what its events are known by. */
  public String text() {
    return kind.text() + "/" + name;
  }
}
