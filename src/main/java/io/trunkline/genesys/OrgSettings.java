package io.trunkline.genesys;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the orgs from settings named {@code
 * trunkline.orgs.NAME.region|loginUrl|apiUrl|clientId|clientSecret| callsPerMinute}.
 */
public final class OrgSettings {
  /** What every setting of an org begins with. */
  public static final String PREFIX = "trunkline.orgs.";

  private final Regions regions = new Regions();
  private final UnaryOperator<@Nullable String> settings;

  /**
   * Reads through a look-up, so that environment variables and secret stores can answer.
   *
   * @param settings setting name to value, null when it is not set
   */
  public OrgSettings(UnaryOperator<@Nullable String> settings) {
    this.settings = settings;
  }

  /**
   * The orgs among these setting names, by name. Those without a client id are not configured, and
   * left out.
   */
  public Map<String, Org> read(Iterable<String> settingNames) {
    Map<String, Org> orgs = new TreeMap<>();
    for (String name : orgNames(settingNames)) {
      if (value(name, "clientId") != null) {
        orgs.put(name, read(name));
      }
    }
    return orgs;
  }

  private static List<String> orgNames(Iterable<String> settingNames) {
    List<String> names = new ArrayList<>();
    for (String setting : settingNames) {
      int end = setting.indexOf('.', PREFIX.length());
      if (setting.startsWith(PREFIX) && end > 0) {
        String name = setting.substring(PREFIX.length(), end);
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private Org read(String name) {
    String api = value(name, "apiUrl");
    String login = value(name, "loginUrl");
    if (api == null || login == null) {
      String domain = domain(name);
      api = api == null ? "https://api." + domain : api;
      login = login == null ? "https://login." + domain : login;
    }
    return new Org(
        name,
        url(name, "loginUrl", login),
        url(name, "apiUrl", api),
        required(name, "clientId"),
        required(name, "clientSecret"),
        callsPerMinute(name),
        false);
  }

  private String domain(String name) {
    String region = required(name, "region");
    return regions
        .domain(region)
        .orElseThrow(
            () ->
                new OrgSettingsException(
                    PREFIX + name + ".region = " + region + " is not a region of Genesys Cloud",
                    "Use one of " + regions.names() + ", or set loginUrl and apiUrl."));
  }

  private int callsPerMinute(String name) {
    String text = value(name, "callsPerMinute");
    if (text == null) {
      return Org.DEFAULT_CALLS_PER_MINUTE;
    }
    try {
      int calls = Integer.parseInt(text);
      if (calls > 0) {
        return calls;
      }
    } catch (NumberFormatException e) {
      // answered below, as zero and negative numbers are
    }
    throw new OrgSettingsException(
        PREFIX + name + ".callsPerMinute = " + text + " is not a number of calls",
        "Use a whole number above 0; the platform's default is 300.");
  }

  private static URI url(String name, String key, String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // answered below, as other shapes are
    }
    throw new OrgSettingsException(
        PREFIX + name + "." + key + " = " + text + " is not a base URL",
        "Use a form like https://api.mypurecloud.de, without user name and path.");
  }

  private String required(String name, String key) {
    String value = value(name, key);
    if (value == null) {
      throw new OrgSettingsException(
          PREFIX + name + "." + key + " is not set",
          "Set it in application.properties, or as environment variable "
              + (PREFIX + name + "." + key)
                  .toUpperCase(java.util.Locale.ROOT)
                  .replaceAll("[.-]", "_")
              + ".");
    }
    return value;
  }

  private @Nullable String value(String name, String key) {
    String value = settings.apply(PREFIX + name + "." + key);
    return value == null || value.isBlank() ? null : value.trim();
  }
}
