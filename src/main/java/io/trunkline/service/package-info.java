/** The running process: Camel with our settings, beans and routes. Wiring only. */
@NullMarked
package io.trunkline.service;

import org.jspecify.annotations.NullMarked;
