package io.trunkline.service;

import io.trunkline.sip.Binding;
import io.trunkline.sip.BindingJournal;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.schedule.CheckTargets;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes at start the bindings that a crash left at registrars, with the credentials that the
 * schedule has for the same target. One that cannot be removed ends by itself when its time is
 * over, and is tried again at the next start until then.
 */
final class LeftoverBindings {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverBindings.class);

  private final BindingJournal journal;
  private final Supplier<SipChecker> checker;
  private final CheckTargets targets;

  LeftoverBindings(BindingJournal journal, Supplier<SipChecker> checker, CheckTargets targets) {
    this.journal = journal;
    this.checker = checker;
    this.targets = targets;
  }

  /** Asks for the removals and does not wait for them. */
  void remove() {
    List<Binding> open = journal.open();
    if (open.isEmpty()) {
      return;
    }
    List<CheckRequest> known = targets.targets();
    for (Binding binding : open) {
      var unused =
          checker
              .get()
              .remove(binding, request(binding, known))
              .thenAccept(verdict -> tell(binding, verdict));
    }
  }

  private static CheckRequest request(Binding binding, List<CheckRequest> known) {
    return known.stream()
        .filter(request -> request.method() == CheckMethod.REGISTER)
        .filter(request -> request.target().uri().equals(binding.target()))
        .findFirst()
        .orElseGet(
            () ->
                CheckRequest.of(
                    CheckTarget.parse(binding.target()).inDomain(binding.domain()),
                    CheckMethod.REGISTER))
        .binding(0)
        .with(CheckTiming.DEFAULT);
  }

  private static void tell(Binding binding, Verdict verdict) {
    if (verdict.outcome() == Outcome.OK) {
      LOG.info("removed the binding {} that a crash left", binding.contact());
    } else {
      LOG.warn(
          "the binding {} that a crash left stays until {}: {}",
          binding.contact(),
          binding.until(),
          verdict.text());
    }
  }
}
