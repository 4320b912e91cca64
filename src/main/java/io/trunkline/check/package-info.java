/** Keeps what SIP checks found in the store, and tells the event room what changed. */
@NullMarked
package io.trunkline.check;

import org.jspecify.annotations.NullMarked;
