package io.trunkline.alert;

import io.trunkline.connection.Problem;
import io.trunkline.store.Store;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that hold, as their file says them. A change counts when two looks in a row see the
 * same. A file that cannot be used leaves the rules before in place, even those of an earlier
 * process; one that is not there has no rules.
 */
public final class RuleFile extends ServiceSupport {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFile.class);

  private final CamelContext context;
  private final Path file;
  private final AlertTables tables;
  private final Duration interval;
  private final ScheduledExecutorService looks;
  private String seen = "";
  private String judged = "";
  private volatile Rules rules = new Rules(List.of(), List.of());

  /**
   * What holds, and what is wrong with the file.
   *
   * @param problems empty when the rules are those of the file
   */
  record Rules(List<AlertRule> rules, List<Problem> problems) {
    Rules {
      rules = List.copyOf(rules);
      problems = List.copyOf(problems);
    }
  }

  /**
   * With where the file is.
   *
   * @param interval between two looks; zero to look at the start only
   */
  public RuleFile(CamelContext context, Path file, Store store, Duration interval) {
    this.context = context;
    this.file = file;
    this.tables = new AlertTables(store);
    this.interval = interval;
    this.looks =
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "alert-rules");
  }

  Rules rules() {
    return rules;
  }

  /** The file's name, for people. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /** What is wrong with the file, a line each with its place; empty when it is in use. */
  public List<String> problems() {
    return rules.problems().stream().map(Problem::toString).toList();
  }

  @Override
  protected void doStart() {
    String text = text();
    seen = text == null ? "" : text;
    judged = seen;
    if (!take(seen)) {
      tables
          .rules()
          .ifPresent(kept -> rules = new Rules(RulesReader.read(kept, name()), rules.problems()));
    }
    if (!interval.isZero()) {
      long millis = interval.toMillis();
      var unused = looks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  protected void doStop() {
    context.getExecutorServiceManager().shutdownGraceful(looks);
  }

  private void look() {
    try {
      String now = text();
      if (now == null) {
        return;
      }
      if (!now.equals(seen)) {
        seen = now;
      } else if (!now.equals(judged)) {
        boolean unused = take(now);
        judged = now;
      }
    } catch (RuntimeException e) {
      LOG.error("alert rules could not be taken over, trying again", e);
    }
  }

  /** The file's text; null while it cannot be read. */
  private @Nullable String text() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (CharacterCodingException e) {
      return "\0";
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, e.getMessage());
      return null;
    }
  }

  /** False when it cannot be used, and what held goes on. */
  private boolean take(String text) {
    try {
      List<AlertRule> read = RulesReader.read(text, name());
      if (!tables.rules().filter(text::equals).isPresent()) {
        tables.keep(text);
      }
      rules = new Rules(read, List.of());
      LOG.info("{} alert rules of {}", read.size(), name());
      return true;
    } catch (RulesException e) {
      e.problems().forEach(problem -> LOG.error("{}; the rules before go on", problem));
      rules = new Rules(rules.rules(), e.problems());
      return false;
    }
  }
}
