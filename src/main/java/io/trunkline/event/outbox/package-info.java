/** Hands what is in the outbox to sinks: Camel routes that begin with {@code trunk-events:NAME}. */
@NullMarked
package io.trunkline.event.outbox;

import org.jspecify.annotations.NullMarked;
