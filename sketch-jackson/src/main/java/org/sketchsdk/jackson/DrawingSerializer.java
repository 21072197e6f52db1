package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

final class DrawingSerializer extends StdSerializer<Drawing> {
  private static final long serialVersionUID = 1L;

  DrawingSerializer() {
    super(Drawing.class);
  }

  @Override
  public void serialize(Drawing drawing, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    write(drawing, json);
  }

  static void write(Drawing drawing, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Stroke stroke : drawing) {
      StrokeSerializer.write(stroke, json);
    }
    json.writeEndArray();
  }
}
