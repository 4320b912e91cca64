/** Camel component {@code genesys:}, the only room that knows the Genesys SDK. */
@NullMarked
package io.trunkline.genesys;

import org.jspecify.annotations.NullMarked;
