/** Faults on demand: which requests they strike and what they do to them. */
@NullMarked
package io.trunkline.simulator.fault;

import org.jspecify.annotations.NullMarked;
