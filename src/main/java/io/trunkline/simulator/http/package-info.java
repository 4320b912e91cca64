/** One API call as the resources see it: the call, its answer, its refusal, and the surface. */
@NullMarked
package io.trunkline.simulator.http;

import org.jspecify.annotations.NullMarked;
