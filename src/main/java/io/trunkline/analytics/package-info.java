/**
 * The history that capacity planning needs: rows of what was seen, roll-ups made from them, figures
 * and what follows from them. Rows come in through {@link io.trunkline.analytics.SeriesWriter}, in
 * any order and as often as one likes.
 */
@NullMarked
package io.trunkline.analytics;

import org.jspecify.annotations.NullMarked;
