/** Files that people write for the simulator, read so that every complaint names line and fix. */
@NullMarked
package io.trunkline.simulator.input;

import org.jspecify.annotations.NullMarked;
