package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a user reads whose route file stopped a start. */
class WrongRouteTest {
  @TempDir Path folder;

  @Command(name = "trunkline")
  private record Nothing() {}

  @Test
  void itIsNamedWithWhatIsWrong() throws Exception {
    assertThat(said("- route:\n    id: mine\n    from:\n      uri: no-such:x\n      steps: []\n"))
        .contains("route mine cannot be used", "no-such", "docs/route-editing.md")
        .doesNotContain("fault of Trunkline");
  }

  @Test
  void aFileThatIsNoYamlIsNamed() throws Exception {
    assertThat(said("- route: ["))
        .contains("mine.camel.yaml cannot be used", "docs/route-editing.md")
        .doesNotContain("fault of Trunkline");
  }

  @Test
  void whatIsNoRoutesFaultIsOurs() {
    assertThat(said(new IllegalStateException("odd"))).contains("odd", "fault of Trunkline");
  }

  private String said(String routes) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.camel.yaml"), routes);
    CamelContext context = new DefaultCamelContext();
    context.start();
    try {
      Exception failure =
          catchThrowableOfType(
              Exception.class,
              () ->
                  PluginHelper.getRoutesLoader(context)
                      .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file)));
      return said(failure);
    } finally {
      context.stop();
    }
  }

  private static String said(Exception failure) {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new Nothing()).setErr(new PrintWriter(err, true));
    new Failure().handleExecutionException(failure, command, null);
    return err.toString();
  }
}
