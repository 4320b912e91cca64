package io.trunkline.analytics;

/**
 * A subject of an org that may have no number yet.
 *
 * @param kind what it is
 * @param id the org's id of it; the URI for a target
 * @param name for people
 */
record SubjectName(SubjectKind kind, String id, String name) {}
