package io.trunkline.provisioning;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes that run this test's classes and start quickly: class folders become jars, because a
 * class-data archive takes no folders, and the first process that ends well leaves the archive.
 */
public final class ChildJvm {
  private final Path folder;
  private final String classPath;

  /** With a folder for jars and archive. */
  public ChildJvm(Path folder) {
    this(folder, Map.of());
  }

  /**
   * With other classes in the place of some.
   *
   * @param instead class folder of this JVM to the folder that replaces it
   */
  public ChildJvm(Path folder, Map<Path, Path> instead) {
    this.folder = folder;
    this.classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .map(entry -> instead.getOrDefault(entry, entry))
            .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry.toString())
            .collect(Collectors.joining(File.pathSeparator));
  }

  private String jar(Path classes) {
    Path jar = folder.resolve(Integer.toHexString(classes.toString().hashCode()) + ".jar");
    try (Stream<Path> files = Files.walk(classes);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(0);
      for (Path file : files.sorted().filter(file -> !file.equals(classes)).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        boolean folder = Files.isDirectory(file);
        out.putNextEntry(new JarEntry(folder ? name + "/" : name));
        if (!folder) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar.toString();
  }

  /** A process with a main class; its output is appended to a file. */
  public Process start(Path log, Class<?> main, String... args) throws IOException {
    return start(log, Map.of(), Map.of(), main, args);
  }

  /**
   * As {@link #start(Path, Class, String...)}.
   *
   * @param properties of the JVM
   * @param environment beside what this process has
   */
  public Process start(
      Path log,
      Map<String, String> properties,
      Map<String, String> environment,
      Class<?> main,
      String... args)
      throws IOException {
    Path archive = folder.resolve("classes.jsa");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add(
        Files.exists(archive)
            ? "-XX:SharedArchiveFile=" + archive
            : "-XX:ArchiveClassesAtExit=" + archive);
    command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-cp", classPath));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
