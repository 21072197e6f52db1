package org.sketchsdk.augment;

import java.util.Objects;

/**
 * A random change of a value. The same random numbers give the same change.
 *
 * <p>The augmentations of {@link Augmentations} are stateless: any number of threads may use one,
 * each with its own {@link SeededRandom}.
 *
 * @param <T> an immutable value: a {@link org.sketchsdk.core.Drawing} in raster pixels, or a {@link
 *     org.sketchsdk.render.Raster}
 */
@FunctionalInterface
public interface Augmentation<T> {
  /**
   * Applies the change.
   *
   * @param value any value; not modified
   * @param random the source of random numbers; advanced
   * @return the changed value, or {@code value} itself if nothing changes
   */
  T apply(T value, SeededRandom random);

  /**
   * Returns this change followed by another.
   *
   * @param next changes the result of this; uses the same source of random numbers
   * @return both changes, one after the other
   */
  default Augmentation<T> then(Augmentation<T> next) {
    Objects.requireNonNull(next, "next");
    return (value, random) -> next.apply(apply(value, random), random);
  }

  /**
   * Returns this change, applied with a probability.
   *
   * @param probability 0 (never) to 1 (always)
   * @return this change with that probability, otherwise none
   * @throws IllegalArgumentException if the probability is out of its range
   */
  default Augmentation<T> withProbability(double probability) {
    Parameters.check("probability", probability, 0, 1);
    return (value, random) -> random.chance(probability) ? apply(value, random) : value;
  }

  /**
   * Returns the change that changes nothing and takes no random number.
   *
   * @param <T> the type of the value
   * @return the identity
   */
  static <T> Augmentation<T> identity() {
    return (value, random) -> value;
  }
}
