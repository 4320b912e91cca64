package io.trunkline.run;

/**
 * Names a step within a run.
 *
 * @param connection the connection's name; empty for a step outside the split over connections
 * @param step the id of the Step EIP
 */
public record StepKey(String connection, String step) {}
