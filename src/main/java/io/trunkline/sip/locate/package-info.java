/** From a SIP URI to addresses to try, in order (RFC 3263). */
@NullMarked
package io.trunkline.sip.locate;

import org.jspecify.annotations.NullMarked;
