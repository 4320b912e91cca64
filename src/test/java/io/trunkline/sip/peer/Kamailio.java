package io.trunkline.sip.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kamailio as a registrar on loopback: user probe, password s3cret, realm edge.test. */
final class Kamailio implements AutoCloseable {
  private final ExternalProcess process;
  private final Path folder;
  private final int port;
  private final int tlsPort;

  private Kamailio(ExternalProcess process, Path folder, int port, int tlsPort) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param algorithm of its challenges: MD5 or SHA-256
   */
  static Kamailio start(Path folder, String algorithm) throws IOException, InterruptedException {
    certificates(folder);
    int port = freePort();
    int tlsPort = freePort();
    Files.writeString(folder.resolve("tls.cfg"), tls(folder));
    Path config = folder.resolve("kamailio.cfg");
    Files.writeString(config, config(folder, algorithm, port, tlsPort));
    List<String> command =
        List.of(
            "kamailio", "-f", config.toString(), "-DD", "-E", "-m", "64", "-Y", folder.toString());
    ExternalProcess process = ExternalProcess.start(folder.resolve("kamailio.txt"), command);
    process.until(
        () ->
            ExternalProcess.udpBound(port)
                && ExternalProcess.tcpListening(port)
                && ExternalProcess.tcpListening(tlsPort)
                && Files.exists(folder.resolve("ctl")));
    return new Kamailio(process, folder, port, tlsPort);
  }

  private static int freePort() throws IOException {
    for (int attempt = 0; attempt < 20; attempt++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp =
              new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
        return udp.getLocalPort();
      }
    }
    throw new IOException("no free port");
  }

  private static void certificates(Path folder) throws IOException, InterruptedException {
    String script =
        """
        set -e
        cd '%s'
        openssl ecparam -name prime256v1 -genkey -noout -out ca.key
        openssl req -x509 -new -key ca.key -subj '/CN=Peer Test CA' -days 30 -out ca.pem
        openssl ecparam -name prime256v1 -genkey -noout -out server.key
        openssl req -new -key server.key -subj '/CN=edge.test' -out server.csr
        printf 'subjectAltName=DNS:localhost,DNS:edge.test,IP:127.0.0.1\\n' > san
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 \
          -extfile san -out server.pem
        """
            .formatted(folder);
    try (ExternalProcess openssl =
        ExternalProcess.start(folder.resolve("openssl.txt"), List.of("sh", "-c", script))) {
      if (openssl.exitCode() != 0) {
        throw new IOException(openssl.output());
      }
    }
  }

  private static String tls(Path folder) {
    return """
        [server:default]
        method = TLSv1.2
        private_key = %1$s/server.key
        certificate = %1$s/server.pem
        verify_certificate = no
        require_certificate = no
        """
        .formatted(folder);
  }

  private static String config(Path folder, String algorithm, int port, int tlsPort) {
    return """
        #!KAMAILIO
        debug=0
        log_stderror=yes
        children=1
        tcp_children=1
        enable_tls=yes
        auto_aliases=no
        dns=no
        rev_dns=no
        listen=udp:127.0.0.1:%3$d
        listen=tcp:127.0.0.1:%3$d
        listen=tls:127.0.0.1:%4$d
        loadmodule "sl.so"
        loadmodule "pv.so"
        loadmodule "auth.so"
        loadmodule "usrloc.so"
        loadmodule "registrar.so"
        loadmodule "siputils.so"
        loadmodule "textops.so"
        loadmodule "ctl.so"
        loadmodule "tls.so"
        modparam("tls", "config", "%1$s/tls.cfg")
        modparam("ctl", "binrpc", "unix:%1$s/ctl")
        modparam("usrloc", "db_mode", 0)
        modparam("auth", "qop", "auth")
        modparam("auth", "algorithm", "%2$s")
        request_route {
          force_rport();
          if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
          if (!is_method("REGISTER")) { sl_send_reply("405", "Method Not Allowed"); exit; }
          if ($au != "probe" || !pv_www_authenticate("edge.test", "s3cret", "0")) {
            www_challenge("edge.test", "1");
            exit;
          }
          consume_credentials();
          if (!save("location")) { sl_reply_error(); }
        }
        """
        .formatted(folder, algorithm.equals("MD5") ? "" : algorithm, port, tlsPort);
  }

  int port() {
    return port;
  }

  int tlsPort() {
    return tlsPort;
  }

  /** The authority of its certificate. */
  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** Its own list of bindings, by its control program. */
  String bindings() throws IOException, InterruptedException {
    Path output = folder.resolve("dump.txt");
    List<String> command =
        List.of("kamcmd", "-s", "unix:" + folder.resolve("ctl"), "ul.dump", "brief");
    try (ExternalProcess dump = ExternalProcess.start(output, command)) {
      if (dump.exitCode() != 0) {
        throw new IOException(dump.output());
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
