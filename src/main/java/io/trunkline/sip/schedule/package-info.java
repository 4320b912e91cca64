/** Which targets the scheduled checks ask, and how. */
@NullMarked
package io.trunkline.sip.schedule;

import org.jspecify.annotations.NullMarked;
