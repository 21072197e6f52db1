package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.sketchsdk.core.Stroke;

final class StrokeDeserializer extends StdDeserializer<Stroke> {
  private static final long serialVersionUID = 1L;

  private final int maxPoints;

  StrokeDeserializer(int maxPoints) {
    super(Stroke.class);
    this.maxPoints = maxPoints;
  }

  @Override
  public Stroke deserialize(JsonParser json, DeserializationContext context) throws IOException {
    return new StrokeReader(json, Stroke.class, maxPoints).read();
  }
}
