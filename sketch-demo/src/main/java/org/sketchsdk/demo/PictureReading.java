package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.LeftOut;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.render.image.Sheet;

/** Reads the drawings of a picture and describes them for the page, with their places. */
final class PictureReading {
  /** More drawings than these are counted, but not answered one by one. */
  private static final int MOST_DRAWINGS = 12;

  private final Answering answering;
  private final InkExtractor extractor;
  private final boolean all;

  /**
   * Prepares a reading.
   *
   * @param answering answers
   * @param everything whether nothing is left out of the picture
   * @param all whether every drawing is answered, or the largest alone
   */
  PictureReading(Answering answering, boolean everything, boolean all) {
    InkExtractor usual = InkExtractor.create(answering.classifier().rasterOptions());
    this.answering = answering;
    this.extractor = everything ? usual.includeEverything() : usual;
    this.all = all;
  }

  /**
   * Reads a picture.
   *
   * @return the answer for the largest drawing, remarks, and all places in pixels of the picture
   */
  ObjectNode read(Picture picture) {
    List<InkExtraction> found =
        all ? extractor.extractAll(picture) : List.of(extractor.extract(picture));
    InkExtraction main = found.get(0);
    ObjectNode answer = Json.object();
    PicturePrediction first = classify(main);
    answering.put(answer, first.prediction(), first.whatTheModelSaw());
    PictureRemarks.put(answer.putArray("remarks"), PictureRemarks.of(picture, main));
    answer.putObject("picture").put("width", picture.width()).put("height", picture.height());
    if (main.sheet().isPresent()) {
      put(answer.putObject("sheet"), first.extraction().sheet().orElseThrow());
    }
    ArrayNode drawings = answer.putArray("drawings");
    for (int i = 0; i < Math.min(MOST_DRAWINGS, found.size()); i++) {
      InkExtraction each = found.get(i);
      if (each.bounds().isPresent()) {
        ObjectNode drawing = drawings.addObject();
        Whiteboard.put(drawing.putArray("bounds"), each.bounds().get());
        PicturePrediction answered = i == 0 ? first : classify(each);
        answering.put(drawing, answered.prediction(), answered.whatTheModelSaw());
      }
    }
    ArrayNode leftOut = answer.putArray("leftOut");
    for (LeftOut piece : main.leftOut()) {
      ObjectNode each = leftOut.addObject().put("kind", piece.kind().name());
      Whiteboard.put(each.putArray("bounds"), piece.bounds());
    }
    return answer;
  }

  private PicturePrediction classify(InkExtraction found) {
    return PicturePrediction.of(answering.classifier(), found);
  }

  private static void put(ObjectNode target, Sheet sheet) {
    ArrayNode corners = target.putArray("corners");
    for (int corner = 0; corner < 4; corner++) {
      corners.add(Math.round(sheet.cornerX(corner))).add(Math.round(sheet.cornerY(corner)));
    }
    target.put("confidence", Math.rint(sheet.confidence() * 100) / 100);
    target.put("cutOff", sheet.isCutOff());
  }
}
