package io.trunkline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trunkline.command.TrunklineCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Entry point of the {@code trunkline} command. */
public final class Trunkline {
  private Trunkline() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    readyLogging();
    permitProxyPassword();
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, UTF_8), true);
    PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, UTF_8), true);
    System.exit(TrunklineCommand.execute(out, err, args));
  }

  /**
   * By itself the JDK's client sends no password to a proxy before a tunnel, because it goes in the
   * clear, and reads this once. Only who configures a password sends one.
   */
  private static void permitProxyPassword() {
    String disabled = "jdk.http.auth.tunneling.disabledSchemes";
    System.setProperty(disabled, System.getProperty(disabled, ""));
  }

  /** Reads the log's configuration, a quarter of the simulator's start, beside the command line. */
  private static void readyLogging() {
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
    Thread reading = new Thread(() -> loggers.getLogger(Trunkline.class.getName()), "logging");
    reading.setDaemon(true);
    reading.start();
  }
}
