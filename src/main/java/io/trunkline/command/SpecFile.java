package io.trunkline.command;

import io.trunkline.connection.SpecReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The connection file that a command works on. */
final class SpecFile {
  @Parameters(
      paramLabel = "FILE",
      description = "Connection file in YAML or JSON; - reads standard input.")
  private Path file = Path.of("-");

  /** Name for messages. */
  String name() {
    return "-".equals(file.toString()) ? "standard input" : file.toString();
  }

  /** The file's text. */
  String read() {
    try {
      if ("-".equals(file.toString())) {
        byte[] input = System.in.readNBytes(SpecReader.MAX_BYTES + 1);
        return new String(input, StandardCharsets.UTF_8);
      }
      if (Files.isDirectory(file)) {
        throw badInput(file + " is a folder", "Name a file in it.");
      }
      if (Files.size(file) > SpecReader.MAX_BYTES) {
        throw badInput(
            file
                + " has "
                + Files.size(file)
                + " bytes, more than the "
                + SpecReader.MAX_BYTES
                + " of a connection file",
            "Split it into several files.");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw badInput(
          "there is no file " + file,
          "Check the path; examples/carrier.yaml is one to start from.");
    } catch (MalformedInputException e) {
      throw badInput(file + " is not UTF-8 text", "Save it as UTF-8.");
    } catch (IOException e) {
      throw badInput(file + " cannot be read: " + e.getMessage(), "Check its permissions.");
    }
  }

  private static CommandException badInput(String what, String fix) {
    return new CommandException(ExitCode.BAD_INPUT, what, fix);
  }
}
