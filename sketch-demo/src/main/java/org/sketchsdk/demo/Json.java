package org.sketchsdk.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON that goes over the wire. */
final class Json {
  private static final int MAX_DEPTH = 4; // an example's object, strokes, stroke, and one to spare

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(40)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode message(String type) {
    return object().put("type", type);
  }

  static String error(String text) {
    return object().put("error", text).toString();
  }

  /** Adds why something is refused, with a code if the page has words of its own for it. */
  static ObjectNode put(ObjectNode target, RefusedException refusal) {
    target.put("error", refusal.getMessage());
    return refusal.code().isEmpty() ? target : target.put("code", refusal.code());
  }

  /** Reads an object; the message of a refusal quotes nothing but the parser's place. */
  static ObjectNode parse(String text) throws RefusedException {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new RefusedException("a message must be a JSON object, but this is malformed" + place);
    }
    if (!(node instanceof ObjectNode object)) {
      throw new RefusedException("a message must be a JSON object, such as {\"type\":\"clear\"}");
    }
    return object;
  }
}
