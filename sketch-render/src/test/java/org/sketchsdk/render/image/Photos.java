package org.sketchsdk.render.image;

import org.sketchsdk.testing.PhotoSimulator.Photo;
import org.sketchsdk.testing.SceneSimulator.Shot;

/** Simulated photos as pictures. */
final class Photos {
  private Photos() {}

  static Picture picture(Photo photo) {
    return Picture.of(photo.width(), photo.height(), photo.gray());
  }

  static Picture picture(Shot shot) {
    return Picture.ofArgb(shot.width(), shot.height(), shot.argb());
  }
}
