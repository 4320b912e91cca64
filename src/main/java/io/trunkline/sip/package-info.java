/**
 * Camel component {@code sip-check:} and the checks behind it, the only room that knows SIP on the
 * wire.
 *
 * <p>Sub-packages by job: {@code message} reads and writes, {@code digest} answers challenges,
 * {@code transaction} times retransmissions, {@code locate} asks DNS, {@code transport} owns the
 * sockets. This package joins them to checks and verdicts.
 */
@NullMarked
package io.trunkline.sip;

import org.jspecify.annotations.NullMarked;
