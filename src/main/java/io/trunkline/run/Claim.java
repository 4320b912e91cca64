package io.trunkline.run;

/**
 * A node's right to work on a run. Every journal write shows it; a write with an outdated token is
 * refused.
 *
 * @param runId the run
 * @param node the node that holds it
 * @param token fencing token; grows with every claim of the run
 */
public record Claim(String runId, String node, long token) {}
