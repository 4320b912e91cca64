package io.trunkline.api;

import io.trunkline.connection.Connection;
import io.trunkline.connection.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The only folder whose files a connection sent by HTTP may name as its {@code passwordFile} or as
 * the PEM file of an authority: the service reads them with its own rights, and sends what they
 * hold to Genesys.
 */
public final class PasswordFolder {
  private final Path folder;

  /** A folder; it need not be there. */
  public PasswordFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Lets connections pass whose files are in the folder, links followed.
   *
   * @throws ApiException with status 400 for the first that is not; whether it exists is not told
   */
  void check(Iterable<Connection> connections) {
    for (Connection connection : connections) {
      for (Connection.CertificateAuthority authority : connection.certificateAuthorities()) {
        if (!holds(Path.of(authority.file()))) {
          throw outside("certificateAuthorities.file", authority.file());
        }
      }
      Connection.Credentials credentials = connection.trunk().credentials();
      if (credentials != null
          && credentials.password() instanceof SecretRef.SecretFile file
          && !holds(Path.of(file.path()))) {
        throw outside("trunk.credentials.passwordFile", file.path());
      }
    }
  }

  private ApiException outside(String field, String file) {
    return new ApiException(
        400,
        field,
        file,
        "a file that is named by HTTP is in " + folder,
        "Put it there and name it with its whole path, or change trunkline.server.password-folder.");
  }

  private boolean holds(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    if (!whole.startsWith(folder)) {
      return false;
    }
    try {
      return !Files.exists(whole) || whole.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
