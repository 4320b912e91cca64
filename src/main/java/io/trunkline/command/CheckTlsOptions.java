package io.trunkline.command;

import io.trunkline.sip.transport.CipherFloor;
import io.trunkline.sip.transport.TlsSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The TLS options of {@code check}. */
final class CheckTlsOptions {
  @Option(
      names = "--trust",
      paramLabel = "PEM",
      description = "Trust these authorities instead of Java's.")
  private @Nullable Path trust;

  @Option(names = "--cert", paramLabel = "PEM", description = "Our own chain, for mutual TLS.")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "PEM", description = "Its private key (PKCS#8).")
  private @Nullable Path key;

  @Option(
      names = "--tls-min",
      paramLabel = "VERSION",
      defaultValue = "TLSv1.2",
      description = "Oldest version: TLSv1.2 or TLSv1.3 (default: ${DEFAULT-VALUE}).")
  private String oldest = "TLSv1.2";

  @Option(
      names = "--ciphers",
      paramLabel = "FLOOR",
      defaultValue = "JAVA_DEFAULT",
      description = "Weakest suites: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private CipherFloor ciphers = CipherFloor.JAVA_DEFAULT;

  @Option(names = "--no-name-check", description = "Take a certificate for any name.")
  private boolean noNameCheck;

  @Option(names = "--no-wildcards", description = "Refuse *.example, as RFC 5922 asks.")
  private boolean noWildcards;

  @Option(
      names = "--warn-days",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "Warn when the certificate ends in fewer days (default: ${DEFAULT-VALUE}).")
  private int warnDays = 30;

  TlsSettings settings() {
    try {
      return new TlsSettings(
          trust, certificate, key, oldest, ciphers, !noNameCheck, !noWildcards, warnDays);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), "See: trunkline check --help");
    }
  }
}
