/** Asks the carriers before an org is told to use them, and again afterwards. */
@NullMarked
package io.trunkline.gate;

import org.jspecify.annotations.NullMarked;
