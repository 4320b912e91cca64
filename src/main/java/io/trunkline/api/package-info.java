/**
 * The operator's HTTP API: what its routes call, problem answers, and what only Vert.x can serve.
 */
@NullMarked
package io.trunkline.api;

import org.jspecify.annotations.NullMarked;
