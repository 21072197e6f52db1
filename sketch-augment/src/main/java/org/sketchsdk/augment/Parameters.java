package org.sketchsdk.augment;

/** The checks of parameters, with one wording. */
final class Parameters {
  private Parameters() {}

  /** Throws unless min <= value <= max; NaN is out of every range. */
  static void check(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          name + " must be " + number(min) + " to " + number(max) + ": " + value);
    }
  }

  private static String number(double value) {
    return value == (long) value ? Long.toString((long) value) : Double.toString(value);
  }
}
