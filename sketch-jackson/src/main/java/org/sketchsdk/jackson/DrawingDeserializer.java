package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

final class DrawingDeserializer extends StdDeserializer<Drawing> {
  private static final long serialVersionUID = 1L;

  private final int maxPoints;

  DrawingDeserializer(int maxPoints) {
    super(Drawing.class);
    this.maxPoints = maxPoints;
  }

  @Override
  public Drawing deserialize(JsonParser json, DeserializationContext context) throws IOException {
    StrokeReader reader = new StrokeReader(json, Drawing.class, maxPoints);
    reader.expectArray("a drawing must be an array of strokes");
    List<Stroke> strokes = new ArrayList<>(); // each has a point at least, and points are limited
    while (json.nextToken() != JsonToken.END_ARRAY) {
      strokes.add(reader.read());
    }
    return Drawing.of(strokes);
  }
}
