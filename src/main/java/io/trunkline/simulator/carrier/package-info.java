/**
 * A simulated carrier: a small SIP registrar on loopback. It reads SIP by itself and shares no code
 * with the checks, so that a mistake of theirs is not mirrored here.
 */
@NullMarked
package io.trunkline.simulator.carrier;

import org.jspecify.annotations.NullMarked;
