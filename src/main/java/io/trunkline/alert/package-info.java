/** Alert rules over the time series: what they say, when they fire, and who is told. */
@NullMarked
package io.trunkline.alert;

import org.jspecify.annotations.NullMarked;
