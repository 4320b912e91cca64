package io.trunkline.connection;

/** The type of a single value, with the words that people of YAML and JSON both know. */
enum ScalarType {
  TEXT("text"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  NULL("nothing");

  private final String words;

  ScalarType(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
