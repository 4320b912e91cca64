/** Events that others post to us: who may, and what they say. Knows no HTTP server. */
@NullMarked
package io.trunkline.event.hook;

import org.jspecify.annotations.NullMarked;
