/**
 * The ground truth of an organization's calls: one log, computed from a seed, that everything about
 * calls is told from.
 */
@NullMarked
package io.trunkline.simulator.traffic;

import org.jspecify.annotations.NullMarked;
