package io.trunkline.connection;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses the word that somebody meant. */
final class DidYouMean {
  private DidYouMean() {}

  /** The nearest word, if a third of its letters or fewer would have to change. */
  static Optional<String> among(Collection<String> words, String written) {
    String folded = written.toLowerCase(Locale.ROOT);
    return words.stream()
        .map(word -> new Guess(word, distance(folded, word.toLowerCase(Locale.ROOT))))
        .filter(guess -> guess.distance() <= Math.max(1, guess.word().length() / 3))
        .min(Comparator.comparingInt(Guess::distance))
        .map(Guess::word);
  }

  private record Guess(String word, int distance) {}

  /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
  private static int distance(String a, String b) {
    if (a.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
