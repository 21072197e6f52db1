package org.sketchsdk.cli;

import java.util.Iterator;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.train.network.Networks;

/** What an option can name, for its help. */
final class Names {
  private Names() {}

  /** The networks. */
  static final class OfNetworks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Networks.names().iterator();
    }
  }

  /** The presets of augmentation. */
  static final class OfPresets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return AugmentationOptions.presetNames().iterator();
    }
  }
}
