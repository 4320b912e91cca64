/**
 * What keeps an org's trunks subscribed: a state machine without clock, threads or network, which
 * says what is to be done next. The fact sheet's section 5 says what it may expect.
 */
@NullMarked
package io.trunkline.genesys.notification;

import org.jspecify.annotations.NullMarked;
