/**
 * What an org itself tells of its trunks: notification channels and polls, turned into
 * observations.
 */
@NullMarked
package io.trunkline.event.watch;

import org.jspecify.annotations.NullMarked;
