package io.trunkline.analytics;

/**
 * Something that figures are about.
 *
 * @param key its number in the store
 * @param org name of its org
 * @param kind what it is
 * @param id the org's id of it; the URI for a target
 * @param name for people
 */
public record Subject(int key, String org, SubjectKind kind, String id, String name) {}
