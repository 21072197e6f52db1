package org.sketchsdk.augment;

/** Checks parameters, with the same message for all. */
final class Parameters {
  private Parameters() {}

  /** Throws unless the value is between the limits or equal to one; NaN is out of every range. */
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
