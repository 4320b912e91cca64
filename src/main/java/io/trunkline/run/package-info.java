/** Runs: one execution of a plan, its steps, its journal. */
@NullMarked
package io.trunkline.run;

import org.jspecify.annotations.NullMarked;
