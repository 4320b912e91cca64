package io.trunkline.event.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request proves where it is from. Takes the same time whatever is wrong, as far as the key
 * is concerned: every key is tried against every signature, and none is compared byte by byte.
 */
@FunctionalInterface
interface SignatureScheme {
  /** The proof, or null: nobody is told why. */
  @Nullable Proof verify(HookRequest request, Instant now);
}
