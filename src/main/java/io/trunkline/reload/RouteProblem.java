package io.trunkline.reload;

import org.jspecify.annotations.Nullable;

/**
 * Why a file was not taken over.
 *
 * @param file relative to the service's folder; null when the reason lies in no single file
 * @param line from 1; 0 when it is not known
 * @param reason what is wrong
 */
public record RouteProblem(@Nullable String file, int line, String reason) {
  @Override
  public String toString() {
    String where = file == null ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
    return where + reason;
  }
}
