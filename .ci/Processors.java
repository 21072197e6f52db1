import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Simplifier;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.SampleDrawings;

/** Prints hashes of what the SDK computes; the script "processors" compares them. */
final class Processors {
  private static final class Hash {
    private final MessageDigest digest;

    Hash() throws Exception {
      digest = MessageDigest.getInstance("SHA-256");
    }

    void add(byte[] bytes) {
      digest.update(bytes);
    }

    void add(double value) {
      digest.update(ByteBuffer.allocate(8).putLong(Double.doubleToRawLongBits(value)).array());
    }

    void add(Drawing drawing) {
      add(drawing.strokes().size());
      for (Stroke stroke : drawing) {
        add(stroke.size());
        for (int i = 0; i < stroke.size(); i++) {
          add(stroke.x(i));
          add(stroke.y(i));
        }
      }
    }

    void add(Raster raster) {
      byte[] ink = new byte[raster.width() * raster.height()];
      raster.copyTo(ink, 0);
      add(ink);
    }

    void add(Prediction prediction) {
      add(prediction.verdict().ordinal());
      for (Prediction.Candidate candidate : prediction.candidates()) {
        add(candidate.label().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        add(candidate.probability());
      }
    }

    void print(String what, int count) {
      StringBuilder hex = new StringBuilder();
      for (byte b : digest.digest()) {
        hex.append(String.format("%02x", b));
      }
      System.out.println(what + " (" + count + ") " + hex.substring(0, 16));
    }
  }

  /**
   * A photo of sorts: paper under a slope of light, with grain, and the raster three times as
   * large.
   */
  private static Picture photo(Raster raster, Random random) {
    int side = 3 * raster.width() + 60;
    byte[] shades = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int u = (x - 30) / 3;
        int v = (y - 30) / 3;
        boolean inside = x >= 30 && y >= 30 && u < raster.width() && v < raster.height();
        int ink = inside ? raster.ink(u, v) : 0;
        int paper = 235 - 60 * (x + y) / (2 * side) + random.nextInt(7) - 3;
        shades[y * side + x] = (byte) (paper - paper * ink * 3 / 4 / 255);
      }
    }
    return Picture.of(side, side, shades);
  }

  public static void main(String[] args) throws Exception {
    Map<String, Drawing> samples = new TreeMap<>(SampleDrawings.all());
    samples.values().removeIf(drawing -> drawing.pointCount() > 5_000);
    Hash rasters = new Hash();
    int count = 0;
    for (int size : new int[] {28, 64, 128, 512}) {
      Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults().withSizePx(size));
      for (Drawing drawing : samples.values()) {
        rasters.add(rasterizer.render(drawing));
        count++;
      }
    }
    rasters.print("rasters", count);

    Hash simplified = new Hash();
    for (Drawing drawing : samples.values()) {
      simplified.add(Simplifier.quickDraw().simplify(drawing));
    }
    simplified.print("simplifier", samples.size());

    Random random = new Random(1); // the same numbers everywhere
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());
    List<Picture> photos = new ArrayList<>();
    Hash pictures = new Hash();
    for (String name : List.of("house", "sun")) {
      Picture photo = photo(rasterizer.render(samples.get(name)), random);
      photos.add(photo);
      InkExtraction extraction = extractor.extract(photo);
      pictures.add(extraction.drawing());
      pictures.add(extraction.raster());
    }
    pictures.print("pictures", photos.size());

    // Emulated processors are some fifty times slower: not all drawings.
    List<Drawing> classified =
        Stream.of("house", "sun", "tree", "spiral", "ladder", "spring").map(samples::get).toList();
    for (String model : SketchClassifier.embeddedModels()) {
      Hash predictions = new Hash();
      try (SketchClassifier classifier =
          SketchClassifier.builder()
              .embeddedModel(model)
              .backend("java")
              .maxFalseUnknown(0.05)
              .build()) {
        for (Drawing drawing : classified) {
          predictions.add(classifier.classify(drawing));
        }
        for (Picture photo : photos) {
          predictions.add(classifier.classify(photo).prediction());
        }
        predictions.print("predictions of " + model, classified.size() + photos.size());
        if (model.equals("quickdraw25")) {
          Hash custom = new Hash();
          CustomClasses classes =
              CustomClasses.on(classifier)
                  .add("angular", samples.get("house"))
                  .add("angular", samples.get("ladder"))
                  .add("round", samples.get("sun"))
                  .add("round", samples.get("spiral"))
                  .learn();
          for (Drawing drawing : classified) {
            custom.add(classes.classify(drawing));
          }
          custom.print("custom classes", classified.size());
        }
      }
    }
  }
}
