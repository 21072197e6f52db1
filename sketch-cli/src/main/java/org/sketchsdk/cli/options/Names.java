package org.sketchsdk.cli.options;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.Upscaling;
import org.sketchsdk.train.network.Networks;

/** What an option can name, for its help. */
public final class Names {
  private Names() {}

  public static List<String> upscalings() {
    return Arrays.stream(Upscaling.values())
        .map(way -> way.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The models in the jar. */
  public static final class OfEmbeddedModels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SketchClassifier.embeddedModels().iterator();
    }
  }

  /** The networks. */
  public static final class OfNetworks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Networks.names().iterator();
    }
  }

  /** The presets of augmentation. */
  public static final class OfPresets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return AugmentationOptions.presetNames().iterator();
    }
  }

  /** The ways to enlarge a bitmap. */
  public static final class OfUpscalings implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return upscalings().iterator();
    }
  }
}
