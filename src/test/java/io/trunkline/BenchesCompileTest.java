package io.trunkline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build leaves {@code src/bench} out: what it no longer compiles with would show at a
 * measurement only.
 */
class BenchesCompileTest {
  @Test
  void everyBenchCompilesWithTheCodeAsItIs(@TempDir Path out) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (Stream<Path> files = Files.walk(Path.of("src/bench"));
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      List<String> options = List.of("-proc:none", "-nowarn", "-d", out.toString());
      assertThat(
              compiler
                  .getTask(
                      said,
                      manager,
                      null,
                      options,
                      null,
                      manager.getJavaFileObjectsFromPaths(sources))
                  .call())
          .as(said::toString)
          .isTrue();
    }
  }
}
