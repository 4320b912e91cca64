package io.trunkline.sip;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal for one process: knows the bindings of checks that failed to remove theirs. */
public final class MemoryBindingJournal implements BindingJournal {
  private final Map<String, Binding> bindings = new LinkedHashMap<>();
  private final Clock clock;

  /** A journal that forgets bindings when this clock passes their end. */
  public MemoryBindingJournal(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void intend(Binding binding) {
    bindings.put(binding.callId(), binding);
  }

  @Override
  public synchronized void removed(String callId) {
    bindings.remove(callId);
  }

  @Override
  public synchronized List<Binding> open() {
    bindings.values().removeIf(binding -> binding.until().isBefore(clock.instant()));
    return List.copyOf(bindings.values());
  }
}
