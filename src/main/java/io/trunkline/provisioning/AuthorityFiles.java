package io.trunkline.provisioning;

import io.trunkline.connection.Connection;
import io.trunkline.connection.Connection.CertificateAuthority;
import io.trunkline.connection.Problem;
import io.trunkline.connection.SpecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PEM files of certificate authorities when a plan is made. The journal keeps what they
 * held, so that a run taken up again makes what was planned.
 */
final class AuthorityFiles {
  private static final int LARGEST_BYTES = 100_000;
  private static final String RULE = "a PEM file of certificate authorities";

  private AuthorityFiles() {}

  /**
   * The connections with what their files hold.
   *
   * @throws SpecException naming every file that cannot be used
   */
  static List<Connection> read(List<Connection> connections) {
    List<Problem> problems = new ArrayList<>();
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      List<CertificateAuthority> authorities = connections.get(i).certificateAuthorities();
      List<CertificateAuthority> read = new ArrayList<>();
      for (int j = 0; j < authorities.size(); j++) {
        CertificateAuthority one = authorities.get(j);
        String field = "connections[" + i + "].certificateAuthorities[" + j + "].file";
        String pem = pem(one.file());
        String fault = fault(pem);
        if (fault != null) {
          String fix = "Name the authority's certificate as PEM; now " + fault;
          problems.add(new Problem("", 1, 1, field, one.file(), RULE, fix));
        }
        read.add(new CertificateAuthority(one.name(), one.file(), pem));
      }
      all.add(connections.get(i).with(read));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return all;
  }

  private static @Nullable String pem(String file) {
    try {
      Path path = Path.of(file);
      return Files.size(path) > LARGEST_BYTES ? "" : Files.readString(path).strip() + "\n";
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** What is wrong, without a word of what the file holds; null when nothing is. */
  private static @Nullable String fault(@Nullable String pem) {
    if (pem == null) {
      return "it cannot be read";
    }
    if (pem.contains("PRIVATE KEY")) {
      return "it holds a private key, which stays at home";
    }
    Collection<? extends Certificate> certificates;
    try {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      return "it holds no readable certificate";
    }
    if (certificates.isEmpty()) {
      return "it holds no certificate, or more than " + LARGEST_BYTES + " bytes";
    }
    boolean all =
        certificates.stream()
            .allMatch(one -> one instanceof X509Certificate x && x.getBasicConstraints() >= 0);
    return all ? null : "a certificate in it is not one of an authority (basicConstraints)";
  }
}
