package io.trunkline.analytics;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Subjects of an org, and what each of them counts for. Thread-safe. */
final class OrgSubjects {
  private final Map<Key, Subject> subjects = new ConcurrentHashMap<>();
  private final Map<Integer, Set<Integer>> members = new ConcurrentHashMap<>();

  private record Key(SubjectKind kind, String id) {}

  OrgSubjects(Collection<Subject> subjects, Map<Integer, Set<Integer>> members) {
    subjects.forEach(one -> this.subjects.put(new Key(one.kind(), one.id()), one));
    this.members.putAll(members);
  }

  /** By the subject's number the numbers of what it counts for, itself among them. */
  Map<Integer, Set<Integer>> members() {
    return members;
  }

  boolean has(SubjectName name) {
    Subject found = subjects.get(new Key(name.kind(), name.id()));
    return found != null && found.name().equals(name.name());
  }

  /** One that is among them, whatever its name. */
  Subject subject(SubjectName name) {
    return Objects.requireNonNull(subjects.get(new Key(name.kind(), name.id())), name::toString);
  }

  /** Whether it counts for exactly these and itself. */
  boolean belongs(SubjectName name, Collection<SubjectName> groups) {
    return has(name)
        && groups.stream().allMatch(this::has)
        && keys(name, groups).equals(members.get(subject(name).key()));
  }

  private Set<Integer> keys(SubjectName name, Collection<SubjectName> groups) {
    Set<Integer> keys = new HashSet<>();
    keys.add(subject(name).key());
    groups.forEach(group -> keys.add(subject(group).key()));
    return keys;
  }

  /** These new ones, and what the groups say with them and with those that are here. */
  OrgSubjects and(List<Subject> news, Map<SubjectName, Collection<SubjectName>> groups) {
    OrgSubjects both = new OrgSubjects(subjects.values(), Map.of());
    both.add(new OrgSubjects(news, Map.of()));
    OrgSubjects added = new OrgSubjects(news, Map.of());
    groups.forEach((name, of) -> added.members.put(both.subject(name).key(), both.keys(name, of)));
    return added;
  }

  void add(OrgSubjects others) {
    subjects.putAll(others.subjects);
    members.putAll(others.members);
  }
}
