/**
 * An embedded Genesys Cloud org on the real API's wire shapes. Shares no code with the client
 * rooms.
 */
@NullMarked
package io.trunkline.simulator;

import org.jspecify.annotations.NullMarked;
