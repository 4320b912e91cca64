package io.trunkline.connection;

/**
 * One thing that is wrong (or doubtful) in a spec, with all a person needs to mend it.
 *
 * @param file the file's name as the caller gave it
 * @param line counted from 1
 * @param column counted from 1
 * @param field path such as {@code connections[0].trunk.sipServers[1]}; empty for the whole file
 * @param value what stands there, shortened; {@code (secret)} where a secret stands
 * @param rule what should hold
 * @param fix what to do
 */
public record Problem(
    String file, int line, int column, String field, String value, String rule, String fix) {

  /** One line for a terminal: {@code file:line:column: field: rule; fix (is: value)}. */
  @Override
  public String toString() {
    String where = file + ":" + line + ":" + column + ": " + (field.isEmpty() ? "" : field + ": ");
    String is = value.isEmpty() ? "" : " (is: " + value + ")";
    return where + rule + is + ". " + fix;
  }
}
