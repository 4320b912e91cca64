/** What checks found over time: latest verdicts, statistics, changes of state, metrics. */
@NullMarked
package io.trunkline.sip.history;

import org.jspecify.annotations.NullMarked;
