/** The non-INVITE client transaction (RFC 3261 section 17.1.2): its states and timers. */
@NullMarked
package io.trunkline.sip.transaction;

import org.jspecify.annotations.NullMarked;
