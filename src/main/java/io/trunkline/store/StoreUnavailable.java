package io.trunkline.store;

import org.jspecify.annotations.Nullable;

/** The database does not answer, or refuses. Nothing that failed with this was acknowledged. */
public final class StoreUnavailable extends RuntimeException {
  /** With a message that says which store and what to do. */
  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
