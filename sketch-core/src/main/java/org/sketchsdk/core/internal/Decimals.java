package org.sketchsdk.core.internal;

import com.fasterxml.jackson.core.io.NumberOutput;

/** The shortest decimal text of coordinates. */
public final class Decimals {
  private Decimals() {}

  /** Tells whether a coordinate is written as a whole number of 32 bits. */
  public static boolean isWhole(float coordinate) {
    int whole = (int) coordinate;
    return whole == coordinate
        && whole != Integer.MAX_VALUE // which is no float
        && (whole != 0 || Float.floatToRawIntBits(coordinate) == 0); // minus zero has a point
  }

  /** Returns the text that reads back to the same float. */
  public static String text(float coordinate) {
    // Float.toString itself writes needless digits before JDK 19.
    return isWhole(coordinate)
        ? Integer.toString((int) coordinate)
        : NumberOutput.toString(coordinate, true);
  }
}
