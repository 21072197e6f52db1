package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.sketchsdk.infer.Prediction;

final class PredictionSerializer extends StdSerializer<Prediction> {
  private static final long serialVersionUID = 1L;

  PredictionSerializer() {
    super(Prediction.class);
  }

  @Override
  public void serialize(Prediction prediction, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    write(prediction, json);
  }

  static void write(Prediction prediction, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", prediction.verdict().name());
    json.writeArrayFieldStart("candidates");
    for (Prediction.Candidate candidate : prediction.candidates()) {
      json.writeStartObject();
      json.writeStringField("label", candidate.label());
      json.writeNumberField("probability", candidate.probability());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!prediction.leftOut().isEmpty()) {
      json.writeArrayFieldStart("leftOut");
      for (int stroke : prediction.leftOut()) {
        json.writeNumber(stroke);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
