/** The Camel component {@code sip-check:}, a thin shell around the checker. */
@NullMarked
package io.trunkline.sip.component;

import org.jspecify.annotations.NullMarked;
