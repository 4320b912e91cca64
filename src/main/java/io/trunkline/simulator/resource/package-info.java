/** The simulated API, one file per resource, each reading like a description of it. */
@NullMarked
package io.trunkline.simulator.resource;

import org.jspecify.annotations.NullMarked;
