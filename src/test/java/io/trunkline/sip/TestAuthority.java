package io.trunkline.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of the test's own, made with the JDK's keytool. */
public final class TestAuthority {
  private static final String PASSWORD = "changeit";
  private final Path folder;

  /** Makes the authority's keys in this folder. */
  public TestAuthority(Path folder) throws IOException {
    this.folder = folder;
    keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-keystore",
        store("ca"),
        "-dname",
        "CN=Nest Test CA",
        "-ext",
        "bc:c",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "3650");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        store("ca"),
        "-file",
        pem("ca").toString());
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keystore",
        store("server"),
        "-dname",
        "CN=server",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1");
    keytool(
        "-certreq",
        "-alias",
        "server",
        "-keystore",
        store("server"),
        "-file",
        pem("request").toString());
  }

  /** The authority's certificate. */
  public Path pem() {
    return pem("ca");
  }

  /** The private key of every certificate made here, as PEM. */
  public Path key() throws IOException, GeneralSecurityException {
    byte[] key = load("server").getKey("server", PASSWORD.toCharArray()).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return Files.writeString(
        pem("key"), "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }

  private Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  private String store(String name) {
    return folder.resolve(name + ".p12").toString();
  }

  /**
   * A server with a certificate of this authority.
   *
   * @param alias names the file
   * @param names in keytool's form, such as {@code dns:localhost,ip:127.0.0.1}
   * @param start in keytool's form, such as {@code -400d}
   * @param days of validity from there
   */
  public SSLContext server(String alias, String names, String start, int days)
      throws IOException, GeneralSecurityException {
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-keystore",
        store("ca"),
        "-rfc",
        "-infile",
        pem("request").toString(),
        "-outfile",
        pem(alias).toString(),
        "-ext",
        "san=" + names,
        "-dname",
        "CN=" + alias,
        "-startdate",
        start,
        "-validity",
        String.valueOf(days));
    KeyStore made = load("server");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server",
        made.getKey("server", PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        new Certificate[] {read(pem(alias)), read(pem())});
    return context(keys);
  }

  private static Certificate read(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private KeyStore load(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store(name)))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private SSLContext context(KeyStore keys) throws IOException, GeneralSecurityException {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(load("ca"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("keytool.txt")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
