package io.trunkline.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An org's trunks as they were told last, and their numbers in the store. Thread-safe. */
final class OrgTrunks {
  private final String org;
  private final Subjects subjects;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private volatile List<TrunkRef> listed = List.of();

  OrgTrunks(String org, Subjects subjects) {
    this.org = org;
    this.subjects = subjects;
  }

  List<TrunkRef> listed() {
    return listed;
  }

  synchronized void tell(List<TrunkRef> now) {
    if (!now.equals(listed)) {
      now.forEach(trunk -> numbers.put("trunk " + trunk.id(), entered(trunk)));
      listed = List.copyOf(now);
      // Checks may have come before their trunks.
      subjects.all().stream()
          .filter(subject -> subject.kind() == SubjectKind.TARGET && subject.org().equals(org))
          .forEach(target -> numbers.put("target " + target.id(), enteredTarget(target.id())));
    }
  }

  private int entered(TrunkRef trunk) {
    Subject subject = subjects.subject(org, SubjectKind.TRUNK, trunk.id(), trunk.name());
    subjects.belongs(subject, groups(trunk));
    return subject.key();
  }

  private List<Subject> groups(TrunkRef trunk) {
    List<Subject> groups = new ArrayList<>();
    groups.add(subjects.subject(org, SubjectKind.ORG, org, org));
    group(groups, SubjectKind.SITE, trunk.siteId(), trunk.siteName());
    group(groups, SubjectKind.EDGE, trunk.edgeId(), trunk.edgeName());
    group(groups, SubjectKind.BASE, trunk.baseId(), trunk.name());
    return groups;
  }

  private void group(
      List<Subject> groups, SubjectKind kind, @Nullable String id, @Nullable String name) {
    if (id != null) {
      groups.add(subjects.subject(org, kind, id, name == null ? id : name));
    }
  }

  /** The number of a trunk; one that nobody told of counts for its org alone. */
  int trunk(String id) {
    return numbers.computeIfAbsent(
        "trunk " + id,
        key -> entered(new TrunkRef(id, id, null, null, null, null, null, List.of())));
  }

  /** The number that legs of an edge have when their trunk is not known. */
  int unattributed(@Nullable String edgeId) {
    String edge = edgeId == null ? "" : edgeId;
    return numbers.computeIfAbsent("edge " + edge, key -> enteredEdge(edge));
  }

  private int enteredEdge(String edge) {
    Subject subject = subjects.subject(org, SubjectKind.UNATTRIBUTED, edge, "unattributed");
    List<Subject> groups = new ArrayList<>();
    groups.add(subjects.subject(org, SubjectKind.ORG, org, org));
    if (!edge.isEmpty()) {
      groups.add(subjects.subject(org, SubjectKind.EDGE, edge, edgeName(edge)));
    }
    subjects.belongs(subject, groups);
    return subject.key();
  }

  private String edgeName(String edge) {
    for (TrunkRef trunk : listed) {
      if (edge.equals(trunk.edgeId()) && trunk.edgeName() != null) {
        return trunk.edgeName();
      }
    }
    return edge;
  }

  /** The number of a SIP server that is checked. */
  int target(String uri) {
    return numbers.computeIfAbsent("target " + uri, key -> enteredTarget(uri));
  }

  private int enteredTarget(String uri) {
    Subject subject = subjects.subject(org, SubjectKind.TARGET, uri, uri);
    List<Subject> groups = new ArrayList<>();
    for (TrunkRef trunk : listed) {
      if (trunk.proxies().stream().anyMatch(proxy -> SipTarget.isAt(uri, proxy))) {
        groups.add(subjects.subject(org, SubjectKind.TRUNK, trunk.id(), trunk.name()));
        groups.addAll(groups(trunk));
      }
    }
    subjects.belongs(subject, groups);
    return subject.key();
  }
}
