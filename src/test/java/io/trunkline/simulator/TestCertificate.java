package io.trunkline.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate made on the spot by the JDK's keytool. */
final class TestCertificate {
  private TestCertificate() {}

  /** A self-signed certificate of {@code CN=walk.example} in PEM form. */
  static String selfSigned() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("certificate");
    Path store = folder.resolve("store.p12");
    Path pem = folder.resolve("certificate.pem");
    String[] common = {"-alias", "a", "-keystore", store.toString(), "-storepass", "changeit"};
    keytool(common, "-genkeypair", "-keyalg", "EC", "-dname", "CN=walk.example", "-validity", "9");
    keytool(common, "-exportcert", "-rfc", "-file", pem.toString());
    String text = Files.readString(pem, StandardCharsets.US_ASCII);
    Files.delete(store);
    Files.delete(pem);
    Files.delete(folder);
    return text;
  }

  private static void keytool(String[] common, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(more));
    command.addAll(List.of(common));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
