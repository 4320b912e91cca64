/**
 * Notification channels: topics, subscriptions, events and the WebSocket (fact sheet section 5).
 */
@NullMarked
package io.trunkline.simulator.notification;

import org.jspecify.annotations.NullMarked;
