package io.trunkline.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A store that tells before and after each journal write: {@code site:before-intent}. After means
 * committed; of a write that is not waited for it also tells when it was given.
 */
public final class WatchedStore {
  private static final Set<String> WRITES =
      Set.of("intent", "intendWrite", "result", "end", "connection", "state");

  private WatchedStore() {}

  /** The same store; {@code passing} hears of each moment on the thread that writes. */
  public static RunStore of(RunStore store, Consumer<String> passing) {
    return (RunStore)
        Proxy.newProxyInstance(
            WatchedStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, args) -> {
              boolean watched = WRITES.contains(method.getName()) && !isBeginning(method, args);
              String place = watched ? place(args) : "";
              if (watched) {
                passing.accept(place + ":before-" + method.getName());
              }
              try {
                Object answer = method.invoke(store, args);
                if (watched && answer instanceof CompletableFuture<?> given) {
                  passing.accept(place + ":given-" + method.getName());
                  return given.thenRun(() -> passing.accept(place + ":after-" + method.getName()));
                }
                if (watched) {
                  passing.accept(place + ":after-" + method.getName());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** That a connection is worked on now goes with the first intent. */
  private static boolean isBeginning(Method method, Object[] args) {
    return "connection".equals(method.getName()) && !((RunState) args[2]).ended();
  }

  /** The step, the state or the connection that a write is about. */
  private static String place(Object[] args) {
    if (args[1] instanceof StepKey key) {
      List<Object> all = Arrays.asList(args);
      boolean undo = all.contains(true) || all.contains(StepState.UNDONE);
      return (undo ? "undo-" : "") + key.step();
    }
    return args[1] instanceof RunState state ? state.text() : String.valueOf(args[1]);
  }
}
