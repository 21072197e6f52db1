package org.sketchsdk.core.internal.text;

/** An affine map of the plane: x' = a x + c y + e, y' = b x + d y + f, as SVG writes it. */
public record Affine(double a, double b, double c, double d, double e, double f) {
  public static final Affine IDENTITY = new Affine(1, 0, 0, 1, 0, 0);

  public static Affine translation(double x, double y) {
    return new Affine(1, 0, 0, 1, x, y);
  }

  public static Affine scaling(double x, double y) {
    return new Affine(x, 0, 0, y, 0, 0);
  }

  /** Turns by an angle in radians, from x toward y. */
  public static Affine rotation(double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Affine(cos, sin, -sin, cos, 0, 0);
  }

  public static Affine rotation(double angle, double centerX, double centerY) {
    return translation(centerX, centerY)
        .then(rotation(angle))
        .then(translation(-centerX, -centerY));
  }

  /** Returns the map that applies the inner map first and this map second. */
  public Affine then(Affine inner) {
    return new Affine(
        a * inner.a + c * inner.b,
        b * inner.a + d * inner.b,
        a * inner.c + c * inner.d,
        b * inner.c + d * inner.d,
        a * inner.e + c * inner.f + e,
        b * inner.e + d * inner.f + f);
  }

  public double x(double px, double py) {
    return a * px + c * py + e;
  }

  public double y(double px, double py) {
    return b * px + d * py + f;
  }
}
