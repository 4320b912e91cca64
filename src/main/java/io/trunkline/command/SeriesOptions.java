package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.analytics.SeriesAnswers;
import io.trunkline.service.RunningService;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options of the commands that read the time series, from the store or from the service that holds
 * it.
 */
final class SeriesOptions {
  @Option(names = "--org", description = "Only this org.")
  private @Nullable String org;

  @Option(names = "--trunk", description = "Runtime trunk, by id or name; * for all.")
  private @Nullable String trunk;

  @Option(names = "--base", description = "Trunk base (carrier), by id or name; * for all.")
  private @Nullable String base;

  @Option(names = "--site", description = "Site, by id or name; * for all.")
  private @Nullable String site;

  @Option(names = "--edge", description = "Edge, by id or name; * for all.")
  private @Nullable String edge;

  @Option(names = "--target", description = "SIP URI that is checked; * for all.")
  private @Nullable String target;

  @Option(names = "--from", description = "Begin: 2026-01-31T08:00:00Z, or a date in UTC.")
  private @Nullable String from;

  @Option(names = "--to", description = "End (default: now).")
  private @Nullable String to;

  @Mixin private ServiceOptions options = new ServiceOptions();

  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "org", org);
    put(all, "trunk", trunk);
    put(all, "base", base);
    put(all, "site", site);
    put(all, "edge", edge);
    put(all, "target", target);
    put(all, "from", from);
    put(all, "to", to);
    return all;
  }

  private static void put(Map<String, String> all, String name, @Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  JsonNode json(
      String path,
      Map<String, String> parameters,
      BiFunction<SeriesAnswers, Map<String, String>, JsonNode> local) {
    return answer(
        service -> service.get(path + query(parameters)),
        answers -> local.apply(answers, parameters));
  }

  String text(
      String path,
      Map<String, String> parameters,
      BiFunction<SeriesAnswers, Map<String, String>, String> local) {
    return answer(
        service -> service.text(path + query(parameters)),
        answers -> local.apply(answers, parameters));
  }

  /** From the service that holds the store, or from the store. */
  private <T> T answer(Function<ServiceClient, T> remote, Function<SeriesAnswers, T> local) {
    Optional<RunningService> holder = options.holderOfRuns();
    if (holder.isPresent()) {
      return remote.apply(new ServiceClient(holder.get()));
    }
    try (Service service = options.start(Mode.COMMAND)) {
      return local.apply(service.bean(SeriesAnswers.class));
    }
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }
}
