/** Digest access authentication for SIP (RFC 3261 section 22, RFC 7616, RFC 8760). */
@NullMarked
package io.trunkline.sip.digest;

import org.jspecify.annotations.NullMarked;
