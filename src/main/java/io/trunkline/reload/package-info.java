/**
 * Exchanges routes while the service runs: what is in the folders {@code routes/} and {@code
 * kamelets/} becomes what the service does, or stays out with a reason.
 */
@NullMarked
package io.trunkline.reload;

import org.jspecify.annotations.NullMarked;
