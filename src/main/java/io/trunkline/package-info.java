/** The main class and its wiring; every other room is a package below. */
@NullMarked
package io.trunkline;

import org.jspecify.annotations.NullMarked;
