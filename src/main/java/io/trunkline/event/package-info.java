/**
 * Trunk events: what was observed, accepted once, merged into one state per trunk, and handed on
 * through the outbox.
 */
@NullMarked
package io.trunkline.event;

import org.jspecify.annotations.NullMarked;
