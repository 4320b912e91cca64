/**
 * What the provisioning routes ask for: desired bodies, inventory, plans, and the secrets of the
 * last moment.
 */
@NullMarked
package io.trunkline.provisioning;

import org.jspecify.annotations.NullMarked;
