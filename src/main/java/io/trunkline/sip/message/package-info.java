/** SIP messages as bytes and as values (RFC 3261 sections 7, 20 and 25). */
@NullMarked
package io.trunkline.sip.message;

import org.jspecify.annotations.NullMarked;
