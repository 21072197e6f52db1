package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.sketchsdk.core.Stroke;

final class StrokeSerializer extends StdSerializer<Stroke> {
  private static final long serialVersionUID = 1L;

  // every float that is a whole number below it is exact as an int
  private static final float MAX_WHOLE = 1 << 24;

  StrokeSerializer() {
    super(Stroke.class);
  }

  @Override
  public void serialize(Stroke stroke, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    write(stroke, json);
  }

  static void write(Stroke stroke, JsonGenerator json) throws IOException {
    json.writeStartArray();
    json.writeStartArray();
    for (int i = 0; i < stroke.size(); i++) {
      write(stroke.x(i), json);
    }
    json.writeEndArray();
    json.writeStartArray();
    for (int i = 0; i < stroke.size(); i++) {
      write(stroke.y(i), json);
    }
    json.writeEndArray();
    if (stroke.hasTime()) {
      json.writeStartArray();
      for (int i = 0; i < stroke.size(); i++) {
        json.writeNumber(stroke.tMillis(i));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void write(float coordinate, JsonGenerator json) throws IOException {
    boolean whole = Float.compare((int) coordinate, coordinate) == 0; // and not -0
    if (whole && Math.abs(coordinate) < MAX_WHOLE) {
      json.writeNumber((int) coordinate);
    } else {
      json.writeNumber(coordinate);
    }
  }
}
