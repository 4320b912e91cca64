/** Our view of a trunk joined with that of Genesys Cloud: a named diagnosis with advice. */
@NullMarked
package io.trunkline.sip.diagnosis;

import org.jspecify.annotations.NullMarked;
