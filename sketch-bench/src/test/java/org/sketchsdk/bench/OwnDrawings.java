package org.sketchsdk.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** Drawings of ours that look like something. */
final class OwnDrawings {
  private static final String HOUSE =
      "[[[20,20,80,80,20],[50,100,100,50,50]],[[20,50,80],[50,10,50]],"
          + "[[45,45,58,58],[100,72,72,100]]]";
  private static final String CAT =
      "[[[30,10,6,20,60,110,126,120,96,66,40,30],[40,70,110,150,165,150,110,70,40,34,36,40]],"
          + "[[32,24,56],[40,4,34]],[[92,116,122],[38,4,66]],[[44,46],[86,92]],[[88,90],[86,92]],"
          + "[[60,74,66,60],[112,112,120,112]],[[50,0],[120,112]],[[82,134],[120,112]]]";

  private OwnDrawings() {}

  static Drawing house() {
    return drawing(HOUSE);
  }

  static Drawing cat() {
    return drawing(CAT);
  }

  /** Writes both to a file. */
  static Path write(Path file) throws IOException {
    String lines = line("house", HOUSE) + line("cat", CAT);
    return Files.write(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String word, String strokes) {
    return "{\"word\":\"" + word + "\",\"drawing\":" + strokes + "}\n";
  }

  private static Drawing drawing(String strokes) {
    byte[] line = line("own", strokes).getBytes(StandardCharsets.UTF_8);
    try (NdjsonReader reader =
        NdjsonReader.of(new ByteArrayInputStream(line), "own", ReadOptions.defaults())) {
      return reader.next().drawing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
