package io.trunkline.simulator.org;

/**
 * How far an organization's views lag behind the truth, all in milliseconds.
 *
 * @param sideEffects until a new site has its number plans and default route
 * @param lists how long lists and searches show the state before a write
 * @param reads how long a GET by id shows the state before a write
 * @param deletedVisible how long a deleted entity is still read as {@code deleted}
 * @param locationRelease how long a location stays in use after its site is gone
 */
public record Consistency(
    long sideEffects, long lists, long reads, long deletedVisible, long locationRelease) {

  /** The preset named by {@code consistency.mode}, each window widened by its own setting. */
  public static Consistency of(Settings settings) {
    Consistency preset =
        switch (settings.text("consistency.mode")) {
          case "realistic" -> new Consistency(1500, 1500, 0, 2000, 1500);
          case "harsh" -> new Consistency(4000, 4000, 1500, 5000, 4000);
          default -> new Consistency(0, 0, 0, 0, 0);
        };
    return new Consistency(
        Math.max(preset.sideEffects, settings.number("sideEffectDelayMs")),
        Math.max(preset.lists, settings.number("consistency.listLagMs")),
        Math.max(preset.reads, settings.number("consistency.readLagMs")),
        Math.max(preset.deletedVisible, settings.number("consistency.deletedVisibleMs")),
        Math.max(preset.locationRelease, settings.number("consistency.locationReleaseMs")));
  }

  /** The widest window: what was removed longer ago is of no interest to any view. */
  public long widest() {
    return Math.max(Math.max(lists, reads), Math.max(deletedVisible, locationRelease));
  }
}
