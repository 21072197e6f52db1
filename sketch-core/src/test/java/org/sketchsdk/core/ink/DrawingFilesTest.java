package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

class DrawingFilesTest {
  @TempDir Path folder;

  /** A file of each format with a drawing of one stroke from 1, 2 to 3, 4. */
  static byte[] sample(DrawingFormat format) {
    return switch (format) {
      case NDJSON -> "{\"word\":\"cat\",\"drawing\":[[[1,3],[2,4]]]}\n".getBytes(UTF_8);
      case JSON -> "[{\"word\":\"cat\",\"drawing\":[[[1,3],[2,4]]]}]".getBytes(UTF_8);
      case CSV -> "key_id,drawing,word\n7,\"[[[1, 3], [2, 4]]]\",cat\n".getBytes(UTF_8);
      case BINARY -> {
        ByteBuffer buffer = ByteBuffer.allocate(23).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(7).put((byte) 'G').put((byte) 'B').put((byte) 1).putInt(1_500_000_000);
        buffer.putShort((short) 1).putShort((short) 2);
        yield buffer.put((byte) 1).put((byte) 3).put((byte) 2).put((byte) 4).array();
      }
      case SVG -> "<svg><path stroke='red' d='M1 2L3 4'/></svg>".getBytes(UTF_8);
      case INKML -> "<ink><trace>1 2,3 4</trace></ink>".getBytes(UTF_8);
      case EXCALIDRAW ->
          "{\"type\":\"excalidraw\",\"elements\":[{\"type\":\"line\",\"points\":[[1,2],[3,4]]}]}"
              .getBytes(UTF_8);
      case TLDRAW ->
          ("{\"tldrawFileFormatVersion\":1,\"records\":[{\"typeName\":\"shape\",\"type\":\"draw\","
                  + "\"props\":{\"segments\":[{\"points\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}]}"
                  + "}]}")
              .getBytes(UTF_8);
      case POINTS -> "[{\"points\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}]".getBytes(UTF_8);
      case STROKES -> StrokeArraysTest.npy("<i2", false, "2, 3", 1, 2, 0, 2, 2, 1);
    };
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheFormatByItsContent(DrawingFormat format) throws IOException {
    for (byte[] bytes : List.of(sample(format), gzip(sample(format)))) {
      Path file = Files.write(folder.resolve("drawing"), bytes);
      try (DrawingReader reader = DrawingFiles.open(file)) {
        assertThat(reader.format()).isEqualTo(format);
        assertThat(reader.source()).isEqualTo(file.toString());
        QuickDrawRecord record = reader.next();
        assertThat(Drawings.text(record.drawing())).isEqualTo("1,2 3,4");
        assertThat(reader.number()).isEqualTo(1);
        assertThat(reader.next()).isNull();
        assertThat(reader.next()).isNull();
        assertThat(reader.stats().returned()).isEqualTo(1);
        assertThat(reader.stats().lines()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSizeOfReadsMakesNoDifference(DrawingFormat format) throws IOException {
    byte[] bytes = sample(format);
    InputStream single =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };
    try (DrawingReader reader = DrawingFiles.open(single, "bytes")) {
      assertThat(reader.format()).isEqualTo(format);
      assertThat(Drawings.text(reader.next().drawing())).isEqualTo("1,2 3,4");
    }
  }

  @ParameterizedTest
  @EnumSource
  void truncatedGzipIsAnError(DrawingFormat format) {
    byte[] bytes = gzip(sample(format));
    assertThatThrownBy(
            () -> {
              try (DrawingReader reader =
                  Drawings.open(
                      Arrays.copyOf(bytes, bytes.length - 6), "a.gz", ReadOptions.defaults())) {
                while (reader.next() != null) {
                  // to the end
                }
              }
            })
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageContaining("gzip data is truncated")
        .hasMessageContaining(": a.gz");
  }

  @Test
  void readsALineOfNdjsonWithoutWaitingForMore() throws IOException {
    byte[] line = sample(DrawingFormat.NDJSON);
    InputStream endless =
        new InputStream() {
          private int position;

          @Override
          public int read() {
            throw new AssertionError("single bytes are slow");
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (position == line.length) {
              throw new AssertionError("the reader waits for a second line");
            }
            int count = Math.min(length, line.length - position);
            System.arraycopy(line, position, target, offset, count);
            position += count;
            return count;
          }
        };
    try (DrawingReader reader = DrawingFiles.open(endless, "pipe")) {
      assertThat(reader.next().word()).hasValue("cat");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``",
        "` \\n `",
        "{\"drawing\":[]}\\n",
        "\uFEFF{\"drawing\":[]}",
        "garbage\\n{\"drawing\":[]}\\n",
        "{\"word\":\"a\" garbage",
        "{}",
        "{\"word\":\"a\"}",
      })
  void takesLinesForNdjson(String text) throws IOException {
    try (DrawingReader reader = Drawings.open(text.replace("\\n", "\n"))) {
      assertThat(reader.format()).isEqualTo(DrawingFormat.NDJSON);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | the format is unknown: the content starts with \"hello\"; known are NDJSON",
        "a,b,c\\n1,2,3 | a CSV file must have a column \"drawing\" in its first line",
        "\u0089PNG\\r\\n\u001a\\n0000000000 | a file of drawings was expected, but this is a picture",
        "%PDF-1.7 | a file of drawings was expected, but this is PDF; export SVG instead",
        "\u0080\u0004\u0095 | a Python pickle can run code and is not read",
        "PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | a zip archive must hold arrays",
        "<html> | XML must be SVG or InkML, but the root element is html",
        "<!-- | XML must be SVG or InkML, but no root element was found",
        "`\u0001\u0002` | the format is unknown: the content starts with bytes 0x01 0x02",
      })
  void saysWhatAnUnknownFileIs(String text, String message) {
    byte[] bytes =
        text.replace("\\r", "\r")
            .replace("\\n", "\n")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    boolean[] closed = new boolean[1];
    InputStream in =
        new ByteArrayInputStream(bytes) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThatThrownBy(() -> DrawingFiles.open(in, "some.file"))
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith(": some.file");
    assertThat(closed[0]).isTrue();
  }

  @Test
  void readsXmlInUtf16() throws IOException {
    byte[] text = "\uFEFF<?xml version='1.0'?><ink><trace>1 2</trace></ink>".getBytes(UTF_16LE);
    try (DrawingReader reader = Drawings.open(text, "a.inkml", ReadOptions.defaults())) {
      assertThat(Drawings.text(reader.next().drawing())).isEqualTo("1,2");
    }
  }

  @Test
  void readsTables() throws IOException {
    String text =
        "\uFEFFcountrycode;drawing;key_id;recognized;timestamp;word;extra\r\n"
            + "US;\"[[[1, 3],\n [2, 4]]]\";5152802093400064;True;2017-03-08 21:12:07.26604;"
            + "\"the \"\"big\"\" cat\";9\r\n"
            + "\r\n"
            + ";[];;nan;;\r\n"
            + "GB;;1;False;;dog\r\n"
            + "GB;\"[[[1],[2]]]\";1;0;;dog";
    List<String> errors = new ArrayList<>();
    ReadOptions options =
        ReadOptions.builder().reportMalformed(e -> errors.add(e.getMessage())).build();
    try (DrawingReader reader = Drawings.open(text.getBytes(UTF_8), "a.csv", options)) {
      QuickDrawRecord first = reader.next();
      assertThat(first.word()).hasValue("the \"big\" cat");
      assertThat(first.countryCode()).hasValue("US");
      assertThat(first.keyId()).hasValue(5152802093400064L);
      assertThat(first.recognized()).hasValue(true);
      assertThat(first.timestamp()).hasValue(Instant.parse("2017-03-08T21:12:07.26604Z"));
      assertThat(Drawings.text(first.drawing())).isEqualTo("1,2 3,4");
      QuickDrawRecord second = reader.next();
      assertThat(second.drawing().isEmpty()).isTrue();
      assertThat(second.word()).isEmpty();
      assertThat(reader.next().recognized()).hasValue(false);
      assertThat(reader.number()).isEqualTo(4);
      assertThat(reader.next()).isNull();
    }
    assertThat(errors)
        .containsExactly("field \"drawing\" must be an array of strokes, but is 0: a.csv record 3");
  }

  @Test
  void aRowBeyondTheLimitCostsThatRow() throws IOException {
    String text = "drawing,word\n\"[[" + "[1],".repeat(1_000) + "[1]]]\",a\n\"[[[1],[2]]]\",b\n";
    ReadOptions options = ReadOptions.builder().maxLineBytes(500).skipMalformed().build();
    try (DrawingReader reader = Drawings.open(text.getBytes(UTF_8), "a.csv", options)) {
      assertThat(reader.next().word()).hasValue("b");
      assertThat(reader.stats().malformed()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void filtersByWord(DrawingFormat format) throws IOException {
    ReadOptions options = ReadOptions.builder().words(Set.of("cat")).build();
    boolean hasWord =
        Set.of(DrawingFormat.NDJSON, DrawingFormat.JSON, DrawingFormat.CSV).contains(format);
    try (DrawingReader reader = Drawings.open(sample(format), "a", options)) {
      assertThat(reader.records()).hasSize(hasWord ? 1 : 0);
      assertThat(reader.stats().filtered()).isEqualTo(hasWord ? 0 : 1);
    }
  }

  @Test
  void theNameDecidesAboutADamagedBinaryFile() throws IOException {
    byte[] bytes = sample(DrawingFormat.BINARY);
    bytes[10] = 7; // recognized
    try (DrawingReader reader = Drawings.open(bytes, "cat.bin.gz", ReadOptions.defaults())) {
      assertThatThrownBy(reader::next).hasMessageStartingWith("recognized must be 0 or 1");
    }
  }

  @Test
  void readingAfterCloseIsMisuse() throws IOException {
    DrawingReader reader = Drawings.open("{\"drawing\":[]}");
    reader.close();
    reader.close();

    assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsPictures() {
    assertThat(DrawingFiles.pictureKind(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}))
        .hasValue("JPEG");
    assertThat(DrawingFiles.pictureKind("GIF89a".getBytes(UTF_8))).hasValue("GIF");
    assertThat(DrawingFiles.pictureKind("{}".getBytes(UTF_8))).isEmpty();
    assertThat(DrawingFiles.pictureKind(new byte[0])).isEmpty();
  }
}
