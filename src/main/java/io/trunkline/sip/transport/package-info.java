/** Sockets: UDP, TCP and TLS flows on one event loop (RFC 3261 section 18, RFC 5922). */
@NullMarked
package io.trunkline.sip.transport;

import org.jspecify.annotations.NullMarked;
