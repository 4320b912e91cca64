/** An org's runtime trunks as both sides see them. */
@NullMarked
package io.trunkline.trunk;

import org.jspecify.annotations.NullMarked;
