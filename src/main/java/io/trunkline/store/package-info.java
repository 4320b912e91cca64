/** The database: where it is, its schema, and commits that outlive a power cut. */
@NullMarked
package io.trunkline.store;

import org.jspecify.annotations.NullMarked;
