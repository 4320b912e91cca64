/**
 * The desired state of a carrier connection: reading, checking and planning it. Pure: no Camel, no
 * I/O.
 */
@NullMarked
package io.trunkline.connection;

import org.jspecify.annotations.NullMarked;
