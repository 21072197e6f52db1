package org.sketchsdk.render.awt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

class PictureHeaderTest {
  /** Each orientation, and where the dark corner of the stored picture is seen. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"
  })
  void turnsAJpegAsItsExifOrientationSays(int orientation, int right, int down) throws IOException {
    byte[] plain = jpeg(64, 32);
    byte[] exif = new byte[plain.length + 36];
    System.arraycopy(plain, 0, exif, 0, 2);
    ByteBuffer app1 = ByteBuffer.wrap(exif, 2, 36).order(ByteOrder.BIG_ENDIAN);
    app1.putShort((short) 0xffe1).putShort((short) 34);
    app1.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    app1.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    app1.putShort((short) orientation).putShort((short) 0).putInt(0);
    System.arraycopy(plain, 2, exif, 38, plain.length - 2);
    Picture read = read(exif);
    boolean sideways = orientation >= 5;
    assertThat(read.width()).isEqualTo(sideways ? 32 : 64);
    assertThat(read.height()).isEqualTo(sideways ? 64 : 32);
    int x = right == 0 ? 3 : read.width() - 4;
    int y = down == 0 ? 3 : read.height() - 4;
    assertThat(read.luminance(x, y)).isLessThan(60);
    assertThat(read.luminance(read.width() - 1 - x, read.height() - 1 - y)).isGreaterThan(200);
  }

  @Test
  void readsAJpegWithoutItsEndMarkerButNoneThatIsCut() throws IOException {
    byte[] whole = jpeg(200, 200);
    byte[] without = Arrays.copyOf(whole, whole.length - 2);
    assertThat(read(without)).isEqualTo(read(whole));
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - whole.length / 4)))
        .isInstanceOf(ImageFormatException.class);
  }

  @Test
  void readsALargePictureAtAFraction() throws IOException {
    BufferedImage image = new BufferedImage(5000, 3000, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 5000, 3000);
    g.setColor(Color.RED);
    g.fillRect(1000, 1000, 500, 500);
    g.dispose();
    for (String format : new String[] {"png", "jpg"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, format, bytes);
      Picture read = read(bytes.toByteArray());
      assertThat(read.width()).isEqualTo(2500);
      assertThat(read.height()).isEqualTo(1500);
      assertThat(read.rgb(600, 600) >> 16).isGreaterThan(240);
      assertThat(read.rgb(600, 600) & 0xff).isLessThan(20);
      assertThat(read.rgb(300, 300) & 0xff).isGreaterThan(240);
    }
  }

  @Test
  void refusesBmpFilesThatHoldOtherFormatsOrTooFewPixels() {
    assertThatThrownBy(() -> read(bmp(20_000, 20_000, 24, 4)))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("another format");
    assertThatThrownBy(() -> read(bmp(9_000, 9_000, 24, 0)))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("9000 x 9000")
        .hasMessageContaining("cut short");
  }

  @ParameterizedTest
  @CsvSource({
    "'\0\0\0 ftypheic', HEIC",
    "'%PDF-1.7', PDF",
    "'<?xml version=\"1.0\"?><svg>', SVG",
    "'RIFF0000WEBPVP8X', WebP|WEBP|ends early"
  })
  void namesOtherFormatsAndTheWayOut(String start, String name) {
    byte[] file = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 64);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageMatching("(?s).*(" + name + ").*");
  }

  private static byte[] bmp(int width, int height, int bits, int compression) {
    return ByteBuffer.allocate(64)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'B')
        .put((byte) 'M')
        .putInt(64)
        .putInt(0)
        .putInt(54)
        .putInt(40)
        .putInt(width)
        .putInt(height)
        .putShort((short) 1)
        .putShort((short) bits)
        .putInt(compression)
        .array();
  }

  /** White, with a dark corner at the top left. */
  private static byte[] jpeg(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(Color.BLACK);
    g.fillRect(0, 0, 8, 8);
    g.setColor(Color.LIGHT_GRAY);
    for (int i = 16; i < width; i += 5) {
      g.drawLine(i, 8, i + 3, height - 9);
    }
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  private static Picture read(byte[] bytes) throws IOException {
    return BufferedImages.read(new ByteArrayInputStream(bytes), "test", BufferedImages.MAX_PIXELS);
  }
}
