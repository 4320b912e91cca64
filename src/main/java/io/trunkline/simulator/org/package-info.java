/**
 * What one simulated organization is: its entities, who refers to whom, its settings, and its state
 * on disk. Knows nothing of HTTP.
 */
@NullMarked
package io.trunkline.simulator.org;

import org.jspecify.annotations.NullMarked;
