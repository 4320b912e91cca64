/** The command line: what `./trunkline` understands, and how it answers on a terminal. */
@NullMarked
package io.trunkline.command;

import org.jspecify.annotations.NullMarked;
