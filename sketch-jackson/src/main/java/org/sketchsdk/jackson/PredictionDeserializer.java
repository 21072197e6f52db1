package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.infer.Prediction;

final class PredictionDeserializer extends StdDeserializer<Prediction> {
  private static final long serialVersionUID = 1L;

  PredictionDeserializer() {
    super(Prediction.class);
  }

  @Override
  public Prediction deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    JsonNode node = context.readTree(json);
    JsonNode candidates = node.path("candidates");
    if (!candidates.isArray()) {
      throw broken(json, "a prediction must have an array \"candidates\"");
    }
    List<Prediction.Candidate> read = new ArrayList<>();
    try {
      for (JsonNode candidate : candidates) {
        if (!candidate.path("label").isTextual() || !candidate.path("probability").isNumber()) {
          throw broken(json, "a candidate must have a text \"label\" and a number \"probability\"");
        }
        read.add(
            new Prediction.Candidate(
                candidate.path("label").textValue(), candidate.path("probability").doubleValue()));
      }
      return Prediction.of(verdict(json, node.path("verdict")), read);
    } catch (IllegalArgumentException e) {
      throw broken(json, String.valueOf(e.getMessage()));
    }
  }

  private static Prediction.Verdict verdict(JsonParser json, JsonNode name)
      throws JsonMappingException {
    for (Prediction.Verdict verdict : Prediction.Verdict.values()) {
      if (verdict.name().equals(name.textValue())) {
        return verdict;
      }
    }
    throw broken(
        json,
        "the verdict must be one of " + List.of(Prediction.Verdict.values()) + ", not " + name);
  }

  private static JsonMappingException broken(JsonParser json, String rule) {
    return MismatchedInputException.from(json, Prediction.class, rule);
  }
}
