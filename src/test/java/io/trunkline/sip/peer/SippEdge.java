package io.trunkline.sip.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds a SIPp server scenario step by step and runs it: an edge that behaves as told. */
final class SippEdge {
  private static final String COMMON =
      """
      [last_Via:]
      [last_From:]
      [last_To:];tag=[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      """;
  private final List<String> steps = new ArrayList<>();

  /** Waits for a request of this method. */
  SippEdge recv(String method) {
    steps.add("<recv request=\"" + method + "\"/>");
    return this;
  }

  /** Waits for a request that holds this header line's text. */
  SippEdge recv(String method, String header, String pattern) {
    steps.add(
        """
        <recv request="%1$s"><action>
        <ereg regexp="%3$s" search_in="hdr" header="%2$s:" check_it="true" assign_to="seen"/>
        </action></recv><Reference variables="seen"/>"""
            .formatted(method, header, pattern));
    return this;
  }

  /** Answers with this status and these further header lines. */
  SippEdge send(String status, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\n", headers) + "\n";
    return raw("SIP/2.0 " + status + "\n" + COMMON + more + "Content-Length: 0\n");
  }

  /** Sends exactly this text. */
  SippEdge raw(String text) {
    steps.add("<send><![CDATA[\n" + text + "\n]]></send>");
    return this;
  }

  SippEdge pause(int millis) {
    steps.add("<pause milliseconds=\"" + millis + "\"/>");
    return this;
  }

  private String xml() {
    // References must stand behind the last step; SIPp reads the scenario in order.
    StringBuilder body = new StringBuilder();
    StringBuilder references = new StringBuilder();
    for (String step : steps) {
      int reference = step.indexOf("<Reference");
      body.append(reference < 0 ? step : step.substring(0, reference)).append('\n');
      if (reference >= 0 && references.isEmpty()) {
        references.append(step.substring(reference));
      }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"edge\">\n"
        + body
        + references
        + "\n</scenario>\n";
  }

  /** A running edge. */
  static final class Running implements AutoCloseable {
    private final ExternalProcess process;
    private final int port;

    private Running(ExternalProcess process, int port) {
      this.process = process;
      this.port = port;
    }

    int port() {
      return port;
    }

    /** Waits for the end: 0 when the client played its part to the last step. */
    int exitCode() throws InterruptedException {
      return process.exitCode();
    }

    String output() throws IOException {
      return process.output();
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** Starts it for one call and waits until its port is bound. */
  Running start(Path folder) throws IOException {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path scenario = Files.createTempFile(folder, "edge", ".xml");
    Files.writeString(scenario, xml());
    List<String> command =
        List.of(
            "sipp",
            "-sf",
            scenario.toString(),
            "-i",
            "127.0.0.1",
            "-p",
            String.valueOf(port),
            "-m",
            "1",
            "-nostdin",
            "-timeout",
            "60s",
            "-deadcall_wait",
            "0");
    ExternalProcess process =
        ExternalProcess.start(folder.resolve("sipp-" + port + ".txt"), command);
    process.until(() -> ExternalProcess.udpBound(port));
    return new Running(process, port);
  }
}
