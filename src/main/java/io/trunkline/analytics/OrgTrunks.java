package io.trunkline.analytics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An org's trunks as they were told last, and their numbers in the store. Thread-safe. */
final class OrgTrunks {
  private final String org;
  private final Subjects subjects;
  private final AttributionRules rules;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private volatile Listed listed;

  OrgTrunks(String org, Subjects subjects, AttributionRules rules) {
    this.org = org;
    this.subjects = subjects;
    this.rules = rules;
    this.listed = new Listed(List.of(), rules);
  }

  /** Trunks, and how they are found. */
  private record Listed(
      List<TrunkRef> trunks, LegTrunks legs, Map<String, List<TrunkRef>> byProxy) {
    Listed(List<TrunkRef> trunks, AttributionRules rules) {
      this(List.copyOf(trunks), rules.over(trunks), new HashMap<>());
      for (TrunkRef trunk : trunks) {
        for (String proxy : trunk.proxies()) {
          byProxy.computeIfAbsent(SipTarget.place(proxy), none -> new ArrayList<>()).add(trunk);
        }
      }
    }
  }

  /** By what a leg tells of itself. */
  LegTrunks legs() {
    return listed.legs();
  }

  synchronized void tell(List<TrunkRef> now) {
    if (!now.equals(listed.trunks())) {
      Map<SubjectName, Collection<SubjectName>> entered = new LinkedHashMap<>();
      now.forEach(trunk -> entered.put(name(trunk), groups(trunk)));
      enter(entered);
      listed = new Listed(now, rules);
      // Checks may have come before their trunks.
      Map<SubjectName, Collection<SubjectName>> targets = new LinkedHashMap<>();
      subjects.all().stream()
          .filter(subject -> subject.kind() == SubjectKind.TARGET && subject.org().equals(org))
          .forEach(target -> targets.put(targetName(target.id()), groupsOfTarget(target.id())));
      enter(targets);
    }
  }

  private void enter(Map<SubjectName, Collection<SubjectName>> entered) {
    subjects.belong(org, entered);
    entered.keySet().forEach(one -> numbers.put(key(one), number(one)));
  }

  private int entered(SubjectName one, Collection<SubjectName> groups) {
    subjects.belong(org, Map.of(one, groups));
    return number(one);
  }

  private int number(SubjectName one) {
    return subjects.subject(org, one.kind(), one.id(), one.name()).key();
  }

  private static String key(SubjectName one) {
    return one.kind() + " " + one.id();
  }

  private static SubjectName name(TrunkRef trunk) {
    return new SubjectName(SubjectKind.TRUNK, trunk.id(), trunk.name());
  }

  private static SubjectName targetName(String uri) {
    return new SubjectName(SubjectKind.TARGET, uri, uri);
  }

  private SubjectName whole() {
    return new SubjectName(SubjectKind.ORG, org, org);
  }

  private Set<SubjectName> groups(TrunkRef trunk) {
    Set<SubjectName> groups = new LinkedHashSet<>();
    groups.add(whole());
    group(groups, SubjectKind.SITE, trunk.siteId(), trunk.siteName());
    group(groups, SubjectKind.EDGE, trunk.edgeId(), trunk.edgeName());
    group(groups, SubjectKind.BASE, trunk.baseId(), trunk.name());
    return groups;
  }

  private static void group(
      Set<SubjectName> groups, SubjectKind kind, @Nullable String id, @Nullable String name) {
    if (id != null) {
      groups.add(new SubjectName(kind, id, name == null ? id : name));
    }
  }

  private Set<SubjectName> groupsOfTarget(String uri) {
    Set<SubjectName> groups = new LinkedHashSet<>();
    for (String place : SipTarget.places(uri)) {
      for (TrunkRef trunk : listed.byProxy().getOrDefault(place, List.of())) {
        groups.add(name(trunk));
        groups.addAll(groups(trunk));
      }
    }
    return groups;
  }

  /** The number of a trunk; one that nobody told of counts for its org alone. */
  int trunk(String id) {
    SubjectName unknown = new SubjectName(SubjectKind.TRUNK, id, id);
    return numbers.computeIfAbsent(key(unknown), key -> entered(unknown, Set.of(whole())));
  }

  /** The number that legs of an edge have when their trunk is not known. */
  int unattributed(@Nullable String edgeId) {
    String edge = edgeId == null ? "" : edgeId;
    SubjectName rest = new SubjectName(SubjectKind.UNATTRIBUTED, edge, "unattributed");
    return numbers.computeIfAbsent(key(rest), key -> entered(rest, groupsOfEdge(edge)));
  }

  private Set<SubjectName> groupsOfEdge(String edge) {
    return edge.isEmpty()
        ? Set.of(whole())
        : Set.of(whole(), new SubjectName(SubjectKind.EDGE, edge, edgeName(edge)));
  }

  private String edgeName(String edge) {
    for (TrunkRef trunk : listed.trunks()) {
      if (edge.equals(trunk.edgeId()) && trunk.edgeName() != null) {
        return trunk.edgeName();
      }
    }
    return edge;
  }

  /** The number of a SIP server that is checked. */
  int target(String uri) {
    SubjectName target = targetName(uri);
    return numbers.computeIfAbsent(key(target), key -> entered(target, groupsOfTarget(uri)));
  }
}
