package io.trunkline.connection;

import java.util.List;

/** The closed word lists of a spec (fact sheet 3.4, 3.6, 3.7), in the order people read them. */
final class Vocabulary {
  static final int SPEC_VERSION = 1;
  static final List<String> MEDIA_MODELS = List.of("Cloud", "Premises");
  static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  static final List<String> TRUNK_TYPES = List.of("carrier", "pbx");
  static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls");
  static final List<String> CODECS = List.of("opus", "pcmu", "pcma", "g722", "g729");
  static final List<String> OVERRIDE_METHODS = List.of("Always", "Unassigned DID");
  static final List<String> DISTRIBUTIONS = List.of("SEQUENTIAL", "RANDOM");

  /** What media types put before a codec's name. */
  static final String CODEC_PREFIX = "audio/";

  private Vocabulary() {}
}
