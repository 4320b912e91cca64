package io.trunkline.reload;

import java.time.Duration;

/**
 * How route files are watched.
 *
 * @param interval between two looks; zero not to look at all
 * @param patience how long steps and messages under way may take to end before an exchange
 */
public record ReloadSettings(Duration interval, Duration patience) {}
