package org.sketchsdk.testing;

import org.sketchsdk.testing.PhotoSimulator.Settings;

/** Kinds of gray pictures of drawings, each with its settings of {@link PhotoSimulator}. */
@SuppressWarnings("ImmutableEnumChecker") // settings are not changed once they are built
public enum Scene {
  /** A canvas of 480 pixels, a black brush of 7. */
  CANVAS_480(Settings.canvas(480, 480)),
  /** The same in dark mode. */
  CANVAS_480_INVERTED(Settings.canvas(480, 480).tones(0, 1)),
  /** A wide canvas with a small drawing. */
  CANVAS_1024_SMALL(Settings.canvas(1024, 768).fill(0.3f).pen(5)),
  /** A canvas of the raster's own size. */
  CANVAS_128(Settings.canvas(128, 128).fill(0.85f).pen(4)),
  /** A thumbnail. */
  CANVAS_64(Settings.canvas(64, 64).fill(0.85f).pen(2)),
  /** A fat brush. */
  CANVAS_480_FAT(Settings.canvas(480, 480).pen(20)),
  /** A pen of one pixel on a large canvas. */
  CANVAS_2000_HAIRLINE(Settings.canvas(2000, 2000).pen(1)),
  /** Uneven gray lines of one pixel on white. */
  UNEVEN_GRAY_224(Settings.canvas(224, 224).fill(0.85f).pen(1).unevenness(0.75f)),
  /** Gray on gray, both inverted and not in need of it. */
  CANVAS_GRAY(Settings.canvas(400, 300).tones(0.35f, 0.75f).pen(6)),
  /** A flatbed scan. */
  SCAN(
      Settings.canvas(1200, 1600)
          .fill(0.7f)
          .pen(7)
          .tones(0.96f, 0.15f)
          .texture(0.02f)
          .view(0, 0.04f)
          .blur(0.8f)
          .noise(2)
          .jpeg(0.85f)
          .dust(20)),
  /** Light from one side, dark corners. */
  LIGHT_GRADIENT(photo().light(0.55f, 0.3f)),
  /** A hard shadow across the drawing. */
  SHADOW_EDGE(photo().light(0.1f, 0.1f).shadow(0.5f, 6)),
  /** A soft one. */
  SOFT_SHADOW(photo().light(0.1f, 0.1f).shadow(0.55f, 60)),
  /** A dark room. */
  NOISE(photo().noise(14)),
  /** Out of focus. */
  BLUR(photo().blur(4)),
  /** A file that was saved too small. */
  JPEG(photo().jpeg(0.15f)),
  /** From the side. */
  PERSPECTIVE(photo().view(0.12f, 0.2f)),
  /** A ruled exercise book. */
  RULED(photo().ruled(40, 0.3f, false).view(0.02f, 0.03f)),
  /** A squared one. */
  SQUARED(photo().ruled(34, 0.22f, true).view(0.02f, 0.03f)),
  /** Rough paper. */
  TEXTURE(photo().texture(0.12f)),
  /** A hard pencil. */
  FAINT_PENCIL(photo().tones(1, 0.72f).pen(4).unevenness(0.5f).pencilGrain(0.5f).texture(0.03f)),
  /** A pencil on a large picture. */
  PENCIL(photo().tones(1, 0.45f).pen(4).unevenness(0.5f).pencilGrain(0.6f).texture(0.03f)),
  /** A felt pen. */
  MARKER(photo().pen(24).tones(1, 0.25f)),
  /** Chalk on a board. */
  CHALKBOARD(photo().tones(0.2f, 0.9f).pen(9).pencilGrain(0.7f).unevenness(0.3f).texture(0.15f)),
  /** A sheet on a dark table. */
  DARK_DESK(photo().desk(0.25f).view(0.03f, 0.1f)),
  /** A sheet on a light table. */
  LIGHT_DESK(photo().desk(0.65f).view(0.03f, 0.1f)),
  /** All of it a little. */
  PHONE(
      Settings.canvas(1600, 1200)
          .fill(0.6f)
          .pen(8)
          .tones(0.95f, 0.2f)
          .texture(0.05f)
          .view(0.05f, 0.15f)
          .light(0.3f, 0.2f)
          .shadow(0.35f, 25)
          .blur(1.2f)
          .noise(5)
          .jpeg(0.6f)
          .dust(10)),
  /** All of it a little, on ruled paper. */
  PHONE_RULED(
      Settings.canvas(1600, 1200)
          .fill(0.6f)
          .pen(8)
          .tones(0.95f, 0.2f)
          .texture(0.05f)
          .ruled(60, 0.25f, false)
          .view(0.03f, 0.05f)
          .light(0.3f, 0.2f)
          .shadow(0.35f, 25)
          .blur(1.2f)
          .noise(5)
          .jpeg(0.6f)
          .dust(10));

  private final Settings settings;

  Scene(Settings settings) {
    this.settings = settings;
  }

  /** The settings of the simulator; not to be changed. */
  public Settings settings() {
    return settings;
  }

  /** A good photo of a ball pen's drawing, to be spoiled in one way. */
  private static Settings photo() {
    return Settings.canvas(1000, 800)
        .fill(0.7f)
        .pen(6)
        .tones(0.97f, 0.15f)
        .texture(0.02f)
        .light(0.12f, 0.08f)
        .blur(0.8f)
        .noise(3)
        .jpeg(0.8f);
  }
}
