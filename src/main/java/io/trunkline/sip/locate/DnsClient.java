package io.trunkline.sip.locate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.ServerFailedException;

/** Asks DNS without blocking; a missing name or record is an empty list, a failure an exception. */
final class DnsClient {
  private static final int CACHED_NAMES = 50_000;
  private static final int LONGEST_NEGATIVE_SECONDS = 60;

  private final LookupSession session;

  DnsClient(DnsOptions options) {
    Cache cache = new Cache(DClass.IN);
    cache.setMaxEntries(CACHED_NAMES);
    cache.setMaxNCache(LONGEST_NEGATIVE_SECONDS);
    session =
        LookupSession.builder()
            .resolver(resolver(options))
            .defaultHostsFileParser()
            .cache(cache)
            .build();
  }

  private static Resolver resolver(DnsOptions options) {
    ExtendedResolver all;
    if (options.servers().isEmpty()) {
      all = new ExtendedResolver();
    } else {
      List<Resolver> servers = new ArrayList<>();
      for (InetSocketAddress server : options.servers()) {
        servers.add(new SimpleResolver(server));
      }
      all = new ExtendedResolver(servers);
    }
    Duration timeout = options.timeout();
    all.setTimeout(timeout.multipliedBy(2L * all.getResolvers().length));
    for (Resolver one : all.getResolvers()) {
      one.setTimeout(timeout);
    }
    all.setRetries(2);
    return all;
  }

  CompletionStage<List<InetAddress>> addresses(String host, boolean ipv6) {
    return ask(host, ipv6 ? Type.AAAA : Type.A)
        .thenApply(
            records ->
                records.stream()
                    .map(
                        r ->
                            r instanceof ARecord a ? a.getAddress() : ((AAAARecord) r).getAddress())
                    .toList());
  }

  CompletionStage<List<ServiceRecord>> services(String name) {
    return ask(name, Type.SRV)
        .thenApply(
            records ->
                records.stream()
                    .map(SRVRecord.class::cast)
                    .map(
                        r ->
                            new ServiceRecord(
                                r.getPriority(), r.getWeight(), r.getPort(), text(r.getTarget())))
                    .toList());
  }

  CompletionStage<List<NamingPointer>> pointers(String name) {
    return ask(name, Type.NAPTR)
        .thenApply(
            records ->
                records.stream()
                    .map(NAPTRRecord.class::cast)
                    .filter(r -> r.getFlags().equalsIgnoreCase("s"))
                    .map(
                        r ->
                            new NamingPointer(
                                r.getOrder(),
                                r.getPreference(),
                                r.getService(),
                                text(r.getReplacement())))
                    .toList());
  }

  private static String text(Name name) {
    String text = name.toString();
    return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private CompletionStage<List<Record>> ask(String host, int type) {
    Name name;
    try {
      name = Name.fromString(host, Name.root);
    } catch (TextParseException e) {
      throw new UncheckedIOException(e);
    }
    return session
        .lookupAsync(name, type, DClass.IN)
        .handle((result, error) -> records(result, error, host, type));
  }

  private static List<Record> records(LookupResult result, Throwable error, String host, int type) {
    if (error == null) {
      return result.getRecords().stream().filter(r -> r.getType() == type).toList();
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof NoSuchDomainException || cause instanceof NoSuchRRSetException) {
      return List.of();
    }
    String question = Type.string(type) + " of " + host;
    String text;
    if (cause instanceof ServerFailedException) {
      text = "the name server failed (SERVFAIL) on " + question;
    } else if (cause instanceof TimeoutException || isTimeout(cause)) {
      text = "no answer from the name server on " + question;
    } else if (cause instanceof IOException) {
      text = "the name server cannot be reached for " + question + ": " + cause.getMessage();
    } else {
      text = "look-up of " + question + " failed: " + cause;
    }
    throw new CompletionException(new LocateException(text));
  }

  /** dnsjava reports its own time-outs as plain I/O errors. */
  private static boolean isTimeout(@Nullable Throwable cause) {
    return cause instanceof IOException e && String.valueOf(e.getMessage()).startsWith("Timed out");
  }
}
