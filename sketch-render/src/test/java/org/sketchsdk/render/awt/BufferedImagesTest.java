package org.sketchsdk.render.awt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.OwnDrawings;

class BufferedImagesTest {
  @TempDir Path folder;

  @Test
  void readsEveryKindOfPngAlike() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_3BYTE_BGR,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_USHORT_GRAY
        }) {
      Picture read = read(encode(square(type), "png"));
      assertThat(read.width()).isEqualTo(20);
      assertThat(read.height()).isEqualTo(10);
      assertThat(read.luminance(0, 0)).as("paper of type %d", type).isEqualTo(255);
      assertThat(read.luminance(5, 5)).as("ink of type %d", type).isZero();
    }
  }

  @Test
  void takesGrayNumbersAsTheyAre() throws IOException {
    BufferedImage gray = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(1, 0, 0, 128);
    gray.getRaster().setSample(2, 0, 0, 255);
    Picture read = read(encode(gray, "png"));
    assertThat(read.luminance(0, 0)).isZero();
    assertThat(read.luminance(1, 0)).isEqualTo(128);
    assertThat(read.luminance(2, 0)).isEqualTo(255);
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x8000);
    deep.getRaster().setSample(1, 0, 0, 0xffff);
    assertThat(read(encode(deep, "png")).luminance(0, 0)).isEqualTo(128);
    assertThat(read(encode(deep, "png")).luminance(1, 0)).isEqualTo(255);
  }

  @Test
  void laysTransparentPixelsOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 0, 0x80000000);
    Picture read = read(encode(image, "png"));
    assertThat(read.luminance(0, 0)).isEqualTo(255);
    assertThat(read.luminance(1, 0)).isEqualTo(127);
    BufferedImage premultiplied = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE);
    assertThat(BufferedImages.toPicture(premultiplied).luminance(0, 0)).isEqualTo(255);
  }

  @Test
  void readsFilesOfOtherFormats() throws IOException {
    for (String format : new String[] {"jpg", "gif", "bmp"}) {
      Path file = folder.resolve("picture." + format);
      Files.write(file, encode(square(BufferedImage.TYPE_INT_RGB), format));
      Picture read = BufferedImages.read(file);
      assertThat(read.luminance(0, 0)).isGreaterThan(240);
      assertThat(read.luminance(5, 5)).isLessThan(40);
    }
  }

  @Test
  void readsTheLastFrameOfAnAnimationThatShowsSomething() throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("gif").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int side : new int[] {0, 2, 4}) {
        BufferedImage frame = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = frame.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 4, 4);
        g.setColor(Color.BLACK);
        g.fillRect(0, 0, side, 4);
        g.dispose();
        writer.writeToSequence(new javax.imageio.IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    Picture read = read(bytes.toByteArray());
    assertThat(read.frames()).isEqualTo(3);
    assertThat(read.luminance(1, 2)).isZero();
    assertThat(read.luminance(3, 2)).isEqualTo(255);
  }

  @Test
  void readsAPictureOfOnePixel() throws IOException {
    Picture read = read(encode(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png"));
    assertThat(read.width()).isOne();
    assertThat(read.height()).isOne();
    assertThat(read.rgb(0, 0)).isZero();
  }

  @Test
  void refusesWhatIsNoPicture() {
    for (byte[] bytes :
        new byte[][] {
          {}, {1}, "hello, this is text".getBytes(UTF_8), {(byte) 0x89, 'P', 'N', 'G'}
        }) {
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageEndingWith(": test")
          .extracting(e -> ((ImageFormatException) e).source())
          .isEqualTo("test");
    }
  }

  @Test
  void doesNotTrustTheJdkWithTiff() throws IOException {
    byte[] tiff = encode(square(BufferedImage.TYPE_INT_RGB), "tiff");
    assertThatThrownBy(() -> read(tiff))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("needs a plugin of ImageIO");
  }

  @Test
  void namesTheFileThatIsNoPicture() throws IOException {
    Path file = Files.write(folder.resolve("cat.png"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> BufferedImages.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("no PNG, JPEG, GIF or BMP picture")
        .hasMessageEndingWith(file.toString());
    assertThatThrownBy(() -> BufferedImages.read(folder.resolve("missing.png")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpg"})
  void refusesAPictureThatIsCutShort(String format) throws IOException {
    byte[] whole = encode(noise(), format);
    int cut = 0;
    for (int percent = 5; percent <= 90; percent += 5) {
      byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
      assertThatThrownBy(() -> read(part))
          .as("%s cut to %d %%", format, percent)
          .isInstanceOf(ImageFormatException.class);
      cut++;
    }
    assertThat(cut).isEqualTo(18);
    assertThat(read(whole).width()).isEqualTo(64);
  }

  @Test
  void refusesMorePixelsThanTheFileCanHoldOrTheCallerAllows() throws IOException {
    byte[] bomb = header(1_000_000, 1_000_000);
    assertThatThrownBy(() -> read(bomb))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage(
            "this picture is damaged or cut short (its header says 1000000 x 1000000 pixels, which"
                + " take at least 961539423 bytes, and there are 0): test");
    byte[] picture = encode(square(BufferedImage.TYPE_INT_RGB), "png");
    assertThat(BufferedImages.read(new ByteArrayInputStream(picture), "test", 200).width())
        .isEqualTo(20);
    assertThatThrownBy(() -> BufferedImages.read(new ByteArrayInputStream(picture), "test", 199))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("(20 x 10)");
    assertThatThrownBy(() -> BufferedImages.read(new ByteArrayInputStream(picture), "test", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTenThousandByTenThousand() throws IOException {
    BufferedImage image = new BufferedImage(10_000, 10_000, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 10_000, 10_000);
    g.setColor(Color.BLACK);
    g.fillRect(2000, 5000, 6000, 20);
    g.dispose();
    Picture read = read(encode(image, "png"));
    assertThat(read.width()).isEqualTo(2000);
    InkExtraction extraction = InkExtractor.create(RasterOptions.defaults()).extract(read);
    assertThat(extraction.diagnostics()).isEmpty();
    assertThat(extraction.drawing().strokes()).hasSize(1);
    assertThat(extraction.drawing().bounds().width()).isBetween(1180.0, 1204.0);
  }

  @Test
  void passesFailuresOfTheStreamOn() throws IOException {
    byte[] whole = encode(noise(), "png");
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream(whole)) {
          private int left = 100;

          @Override
          public int read() throws IOException {
            if (--left < 0) {
              throw new IOException("the disk is gone");
            }
            return super.read();
          }

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            int one = read();
            b[off] = (byte) one;
            return one < 0 ? -1 : 1;
          }
        };
    assertThatThrownBy(() -> BufferedImages.read(failing, "test", 100_000))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("the disk is gone");
  }

  @Test
  void showsARasterAsBlackInkOnWhite() {
    Raster raster = Rasterizer.create(RasterOptions.defaults()).render(Drawing.empty());
    BufferedImage blank = BufferedImages.toBufferedImage(raster);
    assertThat(blank.getWidth()).isEqualTo(128);
    assertThat(blank.getRGB(5, 5)).isEqualTo(0xffffffff);
    Raster inked = Raster.of(2, 1, new byte[] {(byte) 255, 100});
    Picture back = BufferedImages.toPicture(BufferedImages.toBufferedImage(inked));
    assertThat(back.luminance(0, 0)).isZero();
    assertThat(back.luminance(1, 0)).isEqualTo(155);
  }

  @Test
  void aPngHasThePixelsOfTheRaster() throws IOException {
    Raster raster = Rasterizer.create(RasterOptions.defaults()).render(OwnDrawings.house());
    Picture back = read(BufferedImages.toPng(raster));
    assertThat(back).isEqualTo(Picture.of(raster));
    for (int i = 0; i < 128 * 128; i++) {
      assertThat(back.luminance(i % 128, i / 128)).isEqualTo(255 - raster.ink(i % 128, i / 128));
    }
  }

  private static Picture read(byte[] bytes) throws IOException {
    return BufferedImages.read(new ByteArrayInputStream(bytes), "test", BufferedImages.MAX_PIXELS);
  }

  private static BufferedImage square(int type) {
    BufferedImage image = new BufferedImage(20, 10, type);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 20, 10);
    g.setColor(Color.BLACK);
    g.fillRect(2, 2, 8, 8);
    g.dispose();
    return image;
  }

  /** A picture that does not compress, so that every part of its file counts. */
  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    int state = 12345;
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        state = state * 1103515245 + 12345;
        image.setRGB(x, y, state >>> 8);
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).as(format).isTrue();
    return bytes.toByteArray();
  }

  /** A PNG of which only the header exists. */
  private static byte[] header(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(4 + 13);
    chunk.put("IHDR".getBytes(UTF_8)).putInt(width).putInt(height).put(new byte[] {8, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.array());
    return ByteBuffer.allocate(8 + 4 + 17 + 4)
        .putLong(0x89504E470D0A1A0AL)
        .putInt(13)
        .put(chunk.array())
        .putInt((int) crc.getValue())
        .array();
  }
}
