package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureTest {
  @Test
  void keepsItsOwnCopyOfThePixels() {
    byte[] pixels = {0, 50, (byte) 200, (byte) 255};
    Picture image = Picture.of(2, 2, pixels);
    pixels[3] = 7;
    assertThat(image.luminance(0, 0)).isZero();
    assertThat(image.luminance(1, 0)).isEqualTo(50);
    assertThat(image.luminance(0, 1)).isEqualTo(200);
    assertThat(image.luminance(1, 1)).isEqualTo(255);
  }

  @Test
  void weighsColorsAsLuma() {
    Picture image =
        Picture.ofRgb(5, 1, new int[] {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0xff000000});
    assertThat(row(image)).containsExactly(76, 150, 29, 255, 0);
  }

  @Test
  void laysTransparentPixelsOnWhite() {
    Picture argb = Picture.ofArgb(3, 1, new int[] {0x00000000, 0x80000000, 0xff000000});
    assertThat(row(argb)).containsExactly(255, 127, 0);
    byte[] rgba = {0, 0, 0, 0, 0, 0, 0, (byte) 128, 0, 0, 0, (byte) 255};
    assertThat(Picture.ofRgba(3, 1, rgba)).isEqualTo(argb).hasSameHashCodeAs(argb);
  }

  @Test
  void readsRedFirstFromFourBytes() {
    byte[] rgba = {(byte) 255, 0, 0, (byte) 255};
    assertThat(Picture.ofRgba(1, 1, rgba).luminance(0, 0)).isEqualTo(76);
  }

  @Test
  void refusesAnArrayOfAnotherLength() {
    assertThatThrownBy(() -> Picture.of(2, 2, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 2")
        .hasMessageContaining("3 elements");
    assertThatThrownBy(() -> Picture.of(0, 2, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Picture.of(1 << 16, 1 << 16, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Picture.ofRgba(1, 1, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesPixelsOutside() {
    Picture image = Picture.of(2, 1, new byte[2]);
    assertThatThrownBy(() -> image.luminance(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> image.luminance(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void differsBySizeAndPixels() {
    Picture image = Picture.of(2, 1, new byte[] {1, 2});
    assertThat(image)
        .isNotEqualTo(Picture.of(1, 2, new byte[] {1, 2}))
        .isNotEqualTo(Picture.of(2, 1, new byte[] {1, 3}))
        .hasToString("Picture[2 x 1]");
  }

  private static int[] row(Picture image) {
    int[] row = new int[image.width()];
    for (int x = 0; x < row.length; x++) {
      row[x] = image.luminance(x, 0);
    }
    return row;
  }

  @Test
  void turnsByTheOrientationOfExif() {
    Picture picture = Picture.of(2, 1, new byte[] {10, 20});

    assertThat(picture.turned(1)).isSameAs(picture);
    assertThat(picture.turned(9)).isSameAs(picture);
    assertThat(picture.turned(3)).isEqualTo(Picture.of(2, 1, new byte[] {20, 10}));
    assertThat(picture.turned(6)).isEqualTo(Picture.of(1, 2, new byte[] {10, 20}));
    assertThat(picture.turned(8)).isEqualTo(Picture.of(1, 2, new byte[] {20, 10}));
  }

  @Test
  void keepsTheArrayThatItOwns() {
    int[] argb = {0xff102030, 0xff405060};

    assertThat(Picture.owningArgb(2, 1, argb))
        .isEqualTo(Picture.ofArgb(2, 1, new int[] {0xff102030, 0xff405060}));
    assertThat(Picture.owningArgb(2, 1, argb).colors()).isSameAs(argb);
    assertThatThrownBy(() -> Picture.owningArgb(2, 2, argb))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 2");
  }

  @Test
  void countsFrames() {
    Picture picture = Picture.of(1, 1, new byte[1]);

    assertThat(picture.frames()).isEqualTo(1);
    assertThat(picture.withFrames(3).frames()).isEqualTo(3);
    assertThatThrownBy(() -> picture.withFrames(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frames must be at least 1: 0");
  }
}
