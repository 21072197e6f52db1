package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.TreeSet;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.render.image.Diagnostic;

final class PicturePredictionSerializer extends StdSerializer<PicturePrediction> {
  private static final long serialVersionUID = 1L;

  PicturePredictionSerializer() {
    super(PicturePrediction.class);
  }

  @Override
  public void serialize(
      PicturePrediction prediction, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("prediction");
    PredictionSerializer.write(prediction.prediction(), json);
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : new TreeSet<>(prediction.diagnostics())) {
      json.writeString(diagnostic.name());
    }
    json.writeEndArray();
    json.writeFieldName("drawing");
    DrawingSerializer.write(prediction.extraction().drawing(), json);
    json.writeEndObject();
  }
}
