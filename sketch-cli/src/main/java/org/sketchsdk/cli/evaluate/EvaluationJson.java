package org.sketchsdk.cli.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.cli.console.Share;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.PictureEvaluation;
import org.sketchsdk.train.evaluate.Reliability;
import org.sketchsdk.train.evaluate.UnknownEvaluation;

/** Figures for programs: one JSON object on one line. */
final class EvaluationJson {
  private final EvaluationResult result;
  private final Evaluation evaluation;
  private final JsonGenerator json;

  private EvaluationJson(EvaluationResult result, JsonGenerator json) {
    this.result = result;
    this.evaluation = result.evaluation();
    this.json = json;
  }

  static String of(EvaluationResult result) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new EvaluationJson(result, json).write();
    }
    return text.append('\n').toString();
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("model");
    json.writeStringField("name", result.model().name());
    json.writeStringField("network", result.model().network());
    json.writeStringField("sha256", result.model().sha256());
    json.writeEndObject();
    json.writeStringField("data", result.data().toString());
    json.writeStringField("samples", result.samples());
    writeShare("top1", evaluation.correct(), evaluation.total());
    writeShare("top3", evaluation.correctTopThree(), evaluation.total());
    Reliability reliability = evaluation.reliability();
    writeNumber("expectedCalibrationError", reliability.expectedCalibrationError());
    if (evaluation.negativeLogLikelihood().isPresent()) {
      writeNumber("negativeLogLikelihood", evaluation.negativeLogLikelihood().orElseThrow());
    }
    writeReliability(reliability);
    if (result.pictures().isPresent()) {
      writePictures(result.pictures().get());
    } else {
      writeDrawn();
    }
    if (result.unknown().isPresent()) {
      writeUnknown(result.unknown().get());
    }
    writeClasses();
    writeConfusions();
    json.writeEndObject();
  }

  private static void writeNumber(JsonGenerator json, String name, double value)
      throws IOException {
    json.writeFieldName(name);
    json.writeNumber(String.format(Locale.ROOT, "%.6f", value));
  }

  private void writeNumber(String name, double value) throws IOException {
    writeNumber(json, name, value);
  }

  private void writeShare(String name, long correct, long total) throws IOException {
    json.writeObjectFieldStart(name);
    Share.write(json, correct, total);
    json.writeEndObject();
  }

  private void writeReliability(Reliability reliability) throws IOException {
    json.writeArrayFieldStart("reliability");
    for (Reliability.Bin bin : reliability.bins()) {
      json.writeStartObject();
      writeNumber("low", bin.low());
      writeNumber("high", bin.high());
      json.writeNumberField("count", bin.count());
      json.writeNumberField("correct", bin.correct());
      writeNumber("meanProbability", bin.meanProbability());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeDrawn() throws IOException {
    json.writeArrayFieldStart("drawn");
    for (EvaluationResult.Drawn drawn : result.drawn()) {
      Evaluation partial = drawn.evaluation();
      json.writeStartObject();
      json.writeNumberField("percent", drawn.percent());
      writeShare("top1", partial.correct(), partial.total());
      writeShare("top3", partial.correctTopThree(), partial.total());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writePictures(EvaluationResult.Pictures pictures) throws IOException {
    PictureEvaluation read = pictures.read();
    json.writeObjectFieldStart("pictures");
    json.writeNumberField("unreadable", read.problems().size());
    json.writeObjectFieldStart("diagnostics");
    for (Diagnostic diagnostic : Diagnostic.values()) {
      json.writeObjectFieldStart(diagnostic.name());
      json.writeNumberField("count", read.count(diagnostic));
      json.writeNumberField("correct", read.correct(diagnostic));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("leftOut");
    for (LabeledPictures.LeftOut each : pictures.listed().leftOut()) {
      json.writeStartObject();
      json.writeStringField("category", each.category());
      json.writeStringField("class", each.label());
      json.writeNumberField("pictures", each.pictures());
      json.writeStringField("reason", each.reason().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeUnknown(UnknownEvaluation unknown) throws IOException {
    UnknownEvaluation.Scores known = unknown.known();
    json.writeObjectFieldStart("unknown");
    writeNumber("maxFalseUnknown", unknown.maxFalseUnknown());
    json.writeObjectFieldStart("known");
    json.writeNumberField("blank", known.blank());
    writeShare("calledUnknown", unknown.calledUnknown(known), known.scores().size());
    json.writeEndObject();
    json.writeArrayFieldStart("kinds");
    for (UnknownEvaluation.Scores kind : unknown.unknown()) {
      json.writeStartObject();
      json.writeStringField("name", kind.name());
      json.writeNumberField("blank", kind.blank());
      writeNumber("auroc", unknown.auroc(kind));
      writeShare("falselyAcceptedAt95", unknown.falselyAccepted(kind), kind.scores().size());
      writeShare("calledUnknown", unknown.calledUnknown(kind), kind.scores().size());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeClasses() throws IOException {
    json.writeArrayFieldStart("classes");
    for (int label : result.classes()) {
      json.writeStartObject();
      json.writeStringField("label", evaluation.labels().get(label));
      Share.write(json, evaluation.correct(label), evaluation.total(label));
      json.writeNumberField("correctTopThree", evaluation.correctTopThree(label));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeConfusions() throws IOException {
    json.writeArrayFieldStart("confusionPairs");
    for (Evaluation.Confusion pair : evaluation.worstConfusions(Integer.MAX_VALUE)) {
      json.writeStartObject();
      json.writeStringField("actual", pair.actual());
      json.writeStringField("predicted", pair.predicted());
      json.writeNumberField("count", pair.count());
      json.writeNumberField("total", pair.total());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("confusionMatrix");
    json.writeArrayFieldStart("labels");
    for (String label : evaluation.labels()) {
      json.writeString(label);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("counts"); // a row for each true class
    for (List<Integer> row : evaluation.confusions()) {
      json.writeStartArray();
      for (int count : row) {
        json.writeNumber(count);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
