package io.trunkline.service;

import io.trunkline.api.HookLimits;
import io.trunkline.api.HookListenerSettings;
import io.trunkline.event.hook.HookSettings;
import io.trunkline.event.hook.HookSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code trunkline.hooks.*}. */
final class IntakeSettings {
  private static final String LISTENER = HookSettings.PREFIX + "listener.";

  private final Settings settings;

  IntakeSettings(Settings settings) {
    this.settings = settings;
  }

  /** Who may post events. */
  Map<String, HookSource> sources(boolean loopback) {
    return new HookSettings(
            settings::optional, loopback, settings.duration("trunkline.hooks.window"))
        .read(settings.names(HookSettings.PREFIX));
  }

  /** What a sender of events may cost. */
  HookLimits limits() {
    return new HookLimits(
        settings.number("trunkline.hooks.max-body"),
        settings.number("trunkline.hooks.buffered"),
        settings.duration("trunkline.hooks.body-within"),
        settings.duration("trunkline.hooks.answer-within"));
  }

  /**
   * The port for hooks alone; null when they come in at the service's port only.
   *
   * @throws StartException when a file cannot be read or a part of TLS is missing
   */
  @Nullable HookListenerSettings listener() {
    if (settings.optional(LISTENER + "port") == null) {
      return null;
    }
    Path certificate = file(LISTENER + "certificate");
    Path key = file(LISTENER + "key");
    Path clientCa = file(LISTENER + "client-ca");
    if ((certificate == null) != (key == null) || (clientCa != null && certificate == null)) {
      throw new StartException(
          LISTENER + "* has only a part of TLS",
          "Set certificate and key together; client-ca needs both.");
    }
    return new HookListenerSettings(
        settings.text(LISTENER + "host"),
        settings.number(LISTENER + "port"),
        certificate,
        key,
        clientCa,
        settings.duration(LISTENER + "idle"),
        settings.number(LISTENER + "connections"));
  }

  private @Nullable Path file(String name) {
    String value = settings.optional(name);
    if (value == null) {
      return null;
    }
    Path file = Home.folder().resolve(value);
    if (!Files.isReadable(file)) {
      throw new StartException(
          name + " = " + value + " cannot be read", "Name a PEM file that this user may read.");
    }
    return file;
  }
}
