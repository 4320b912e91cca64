/** Tests of the simulated organization, over real HTTP. */
@NullMarked
package io.trunkline.simulator;

import org.jspecify.annotations.NullMarked;
