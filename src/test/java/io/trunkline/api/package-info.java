/** Tests of the HTTP API as its clients meet it. */
@NullMarked
package io.trunkline.api;

import org.jspecify.annotations.NullMarked;
