package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RasterTest {
  private static final Raster RASTER = Raster.of(3, 2, new byte[] {0, 1, 2, (byte) 253, -2, -1});

  @Test
  void inkIsUnsignedRowByRow() {
    assertThat(RASTER.width()).isEqualTo(3);
    assertThat(RASTER.height()).isEqualTo(2);
    assertThat(RASTER.ink(2, 0)).isEqualTo(2);
    assertThat(RASTER.ink(0, 1)).isEqualTo(253);
    assertThat(RASTER.ink(2, 1)).isEqualTo(255);
  }

  @Test
  void copiesItsArray() {
    byte[] ink = {1, 2};
    Raster raster = Raster.of(2, 1, ink);
    ink[0] = 9;
    byte[] copy = new byte[3];
    raster.copyTo(copy, 1);
    copy[1] = 8;

    assertThat(raster.ink(0, 0)).isEqualTo(1);
    assertThat(copy).containsExactly(0, 8, 2);
  }

  @Test
  void isEqualByValue() {
    Raster same = Raster.of(3, 2, new byte[] {0, 1, 2, (byte) 253, -2, -1});

    assertThat(RASTER).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(RASTER).isNotEqualTo(Raster.of(2, 3, new byte[] {0, 1, 2, (byte) 253, -2, -1}));
    assertThat(RASTER).isNotEqualTo(Raster.of(3, 2, new byte[6]));
    assertThat(RASTER).hasToString("Raster[3 x 2, 5 pixels with ink]");
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    assertThatThrownBy(() -> Raster.of(2, 2, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a raster of 2 x 2 cannot have 3 pixels");
    assertThatThrownBy(() -> Raster.of(0, 0, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Raster.of(1 << 16, 1 << 16, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesPixelsThatAreNone() {
    assertThatThrownBy(() -> RASTER.ink(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> RASTER.ink(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> RASTER.ink(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> RASTER.copyTo(new byte[6], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> RASTER.copyTo(new byte[6], -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
