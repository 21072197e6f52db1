package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

class JsonFormatsTest {
  private static String all(String json) {
    StringBuilder text = new StringBuilder();
    for (QuickDrawRecord record : Drawings.records(json)) {
      text.append(text.length() == 0 ? "" : " ; ").append(Drawings.text(record.drawing()));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'x':1,'y':2},{'x':3,'y':4}] | 1,2 3,4",
        "[{'X':1,'Y':2},null,{'X':3,'Y':4}] | 1,2 / 3,4",
        "[{'x':1,'y':2,'type':'start'},{'x':3,'y':4,'type':'move'},{'x':5,'y':6,'type':'start'}]"
            + " | 1,2 3,4 / 5,6",
        "[[{'x':1,'y':2}],[{'x':3,'y':4}]] | 1,2 / 3,4",
        "[[[{'x':1,'y':2}],[{'x':3,'y':4}]],[[{'x':5,'y':6}]]] | 1,2 / 3,4 ; 5,6",
        "[{'points':[{'x':1,'y':2}]},{'points':[{'x':3,'y':4}]}] | 1,2 / 3,4",
        "{'strokes':[{'points':[{'x':1,'y':2},{'x':3,'y':4}]}]} | 1,2 3,4",
        "{'strokes':[[{'x':1,'y':2}],[]]} | 1,2",
        "{'lines':[{'points':[{'x':1,'y':2}],'brushColor':'#444'}],'width':400} | 1,2",
        "[{'strokes':[[[1,2],[3,4]]]},{'strokes':[[[5,6],[7,8],[9,9]]]}] | 1,2 3,4 ; 5,6 7,8 9,9",
        "{'data':[[[1,2,0.5],[3,4,0.5],[5,6,0.5],[7,8,0.5]]]} | 1,2 3,4 5,6 7,8",
        "[[1,2],[3,4],[5,6]] | 1,2 3,4 5,6",
        "[[[0,1,2,3,4,5],[5,4,3,2,1,0]],[[7],[8]]] | 0,5 1,4 2,3 3,2 4,1 5,0 / 7,8",
        "[[[[0,1],[5,4]],[[7],[8]]],[[[3,4,5,6,7,8],[1,1,1,1,1,1]]]]"
            + " | 0,5 1,4 / 7,8 ; 3,1 4,1 5,1 6,1 7,1 8,1",
        "{'ink':[[[0,1],[5,4],[0,9]],[[7],[8],[3]]]} | 0,5 1,4 / 7,8",
        "{'className':'Line','attrs':{'points':[1,2,3,4]}} | 1,2 3,4",
        "{'x':10,'y':20,'points':[1,2,3,4]} | 11,22 13,24",
        "{'strokes':[{'points':[{'x':1,'y':2}],'bounds':{'x':9,'y':9}}],'size':[9,9]} | 1,2",
        "{'strokes':[]} | ``",
        "{\\n'strokes': [\\n[{'x':1,\\n'y':2}]]\\n}\\n{'strokes':[[{'x':3,'y':4}]]} | 1,2 ; 3,4",
        "[{'word':'a','drawing':[[[1],[2]]]},\\n{'word':'b',\\n'drawing':[[[3,5],[4,6]]]}]"
            + " | 1,2 ; 3,4 5,6",
        "{\\n 'word': 'a',\\n 'drawing': [[[1],\\n[2]]]\\n}\\n{\\n 'drawing': [[[3],[4]]]\\n}"
            + " | 1,2 ; 3,4",
        "{'drawing':[{'points':[{'x':1,'y':2}]}]} | 1,2",
      })
  void readsListsOfPointsHoweverNested(String json, String expected) {
    assertThat(all(json.replace('\'', '"').replace("\\n", "\n"))).isEqualTo(expected);
  }

  @Test
  void countsTimesFromTheFirstPoint() {
    List<Stroke> strokes =
        Drawings.drawing(
                "[{\"points\":[{\"x\":1,\"y\":2,\"time\":1700000000000},"
                    + "{\"x\":1,\"y\":2,\"time\":1700000000010}]},"
                    + "{\"points\":[{\"x\":1,\"y\":2,\"time\":1700000000500.5}]}]")
            .strokes();

    assertThat(strokes.get(0).tMillis(1)).isEqualTo(10);
    assertThat(strokes.get(1).tMillis(0)).isEqualTo(501);
  }

  @Test
  void readsWords() {
    assertThat(
            Drawings.records(
                    "[{\"label\":\"cat\",\"strokes\":[[{\"x\":1,\"y\":2}]]},"
                        + "{\"strokes\":[[{\"x\":1,\"y\":2}]]}]")
                .stream()
                .map(record -> record.word().orElse("")))
        .containsExactly("cat", "");
  }

  @Test
  void readsExcalidraw() throws IOException {
    String text =
        "{\"type\":\"excalidraw\",\"elements\":["
            + "{\"type\":\"freedraw\",\"x\":10,\"y\":20,\"points\":[[0,0],[1,2]]},"
            + "{\"type\":\"line\",\"x\":0,\"y\":0,\"angle\":3.141592653589793,"
            + "\"points\":[[0,0],[4,2]]},"
            + "{\"type\":\"rectangle\",\"x\":1,\"y\":1,\"width\":2,\"height\":3},"
            + "{\"type\":\"freedraw\",\"x\":0,\"y\":0,\"points\":[[0,0]],\"isDeleted\":true},"
            + "{\"type\":\"line\",\"x\":0,\"y\":0,\"points\":[[0,0]],\"opacity\":0},"
            + "{\"type\":\"text\",\"x\":0,\"y\":0,\"text\":\"cat\"}],\"files\":{\"a\":[1]}}";
    try (DrawingReader reader = Drawings.open(text)) {
      assertThat(reader.format()).isEqualTo(DrawingFormat.EXCALIDRAW);
      assertThat(Drawings.text(reader.next().drawing()))
          .isEqualTo("10,20 11,22 / 4,2 0,0 / 1,1 3,1 3,4 1,4 1,1");
      assertThat(reader.next()).isNull();
      assertThat(reader.stats().leftOut())
          .isEqualTo(Map.of("deleted elements", 1L, "elements text", 1L, "hidden elements", 1L));
    }
  }

  @Test
  void readsLibrariesOfExcalidraw() {
    String line = "{\"type\":\"line\",\"x\":0,\"y\":0,\"points\":[[0,0],[1,1]]}";

    assertThat(
            Drawings.records(
                "{\"type\":\"excalidrawlib\",\"libraryItems\":[{\"elements\":["
                    + line
                    + "]},{\"elements\":["
                    + line
                    + "]}]}"))
        .hasSize(2);
    assertThat(Drawings.records("{\"type\":\"excalidrawlib\",\"library\":[[" + line + "]]}"))
        .hasSize(1);
  }

  private static String shape(String id, String parent, String type, String more) {
    return "{\"typeName\":\"shape\",\"id\":\"shape:"
        + id
        + "\",\"parentId\":\""
        + parent
        + "\",\"type\":\""
        + type
        + "\","
        + more
        + "}";
  }

  private static String draw(String points) {
    return "\"props\":{\"segments\":[{\"type\":\"free\",\"points\":[" + points + "]}]}";
  }

  @Test
  void readsTldraw() throws IOException {
    List<String> records = new ArrayList<>();
    records.add("{\"typeName\":\"page\",\"id\":\"page:p\",\"name\":\"1\",\"index\":\"a1\"}");
    records.add(
        shape(
            "b",
            "shape:g",
            "draw",
            "\"x\":1,\"y\":2," + draw("{\"x\":0,\"y\":0},{\"x\":1,\"y\":0}")));
    records.add(
        shape(
            "g",
            "page:p",
            "group",
            "\"x\":10,\"y\":20,\"rotation\":1.5707963267948966,\"props\":{}"));
    records.add(
        shape(
            "l",
            "page:p",
            "line",
            "\"x\":0,\"y\":0,\"index\":\"a2\",\"props\":{\"points\":{"
                + "\"q\":{\"index\":\"a2\",\"x\":3,\"y\":3},"
                + "\"r\":{\"index\":\"a1\",\"x\":1,\"y\":1}}}"));
    records.add(
        shape(
            "r",
            "page:q",
            "geo",
            "\"x\":5,\"y\":5,\"props\":{\"geo\":\"rectangle\",\"w\":2,\"h\":1}"));
    records.add(shape("t", "page:q", "text", "\"x\":0,\"y\":0,\"props\":{}"));
    records.add(shape("o", "page:q", "draw", "\"opacity\":0," + draw("{\"x\":0,\"y\":0}")));
    String text =
        "{\"tldrawFileFormatVersion\":1,\"schema\":{},\"records\":["
            + String.join(",", records)
            + "]}";
    try (DrawingReader reader = Drawings.open(text)) {
      assertThat(reader.format()).isEqualTo(DrawingFormat.TLDRAW);
      assertThat(Drawings.text(reader.next().drawing())).isEqualTo("8,21 8,22 / 1,1 3,3");
      assertThat(Drawings.text(reader.next().drawing())).isEqualTo("5,5 7,5 7,6 5,6 5,5");
      assertThat(reader.next()).isNull();
      assertThat(reader.stats().leftOut())
          .isEqualTo(Map.of("elements text", 1L, "hidden elements", 1L));
    }
    String snapshot =
        "{\"document\":{\"store\":{\"shape:b\":"
            + shape("b", "page:p", "draw", draw("{\"x\":1,\"y\":2}"))
            + "},\"schema\":{}},\"session\":{}}";
    assertThat(all(snapshot)).isEqualTo("1,2");
  }

  @Test
  void readsPointsOfTldrawInBase64() {
    ByteBuffer bytes = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(1).putFloat(2).putFloat(0.5f);
    bytes.putShort((short) 0x4000).putShort((short) 0xBC00).putShort((short) 0x3800); // 2, -1
    String path = Base64.getEncoder().encodeToString(bytes.array());

    assertThat(
            all(
                "{\"schema\":{},\"store\":{\"a\":"
                    + shape(
                        "a",
                        "page:p",
                        "draw",
                        "\"props\":{\"segments\":[{\"path\":\"" + path + "\"}],\"scaleX\":2}")
                    + "}}"))
        .isEqualTo("2,2 6,1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'a':1}] | no points found: a drawing must hold points",
        "[1,2,3] | no points found",
        "[[{'x':1,'y':2}] | not valid JSON: Unexpected end-of-input",
        "[[{'x':1,'y':2e9}]] | coordinate (2.0E9) exceeds the maximum",
        "[[{'x':1,'y':1e999}]] | coordinate (Infinity) exceeds the maximum",
        "{'type':'excalidraw'} | a file of Excalidraw needs the field",
        "{'type':'excalidraw','elements':[{'type':'line','points':[[1]]}]} | a point must have",
        "{'tldrawFileFormatVersion':1} | a file of tldraw needs the field",
      })
  void saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> Drawings.records(json.replace('\'', '"')))
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining(": test line 1, column ");
  }

  @Test
  void goesOnBehindAMalformedDrawing() throws IOException {
    String text =
        "[{\"strokes\":[[{\"x\":1,\"y\":2}]]},\n{\"strokes\":[[{\"x\":1,\"y\":9e9}]]},\n"
            + "{\"strokes\":[[{\"x\":3,\"y\":4}]]}]";
    List<String> errors = new ArrayList<>();
    ReadOptions options =
        ReadOptions.builder().reportMalformed(e -> errors.add(e.getMessage())).build();
    try (DrawingReader reader = Drawings.open(text.getBytes(UTF_8), "list.json", options)) {
      assertThat(reader.records().map(r -> Drawings.text(r.drawing())))
          .containsExactly("1,2", "3,4");
      assertThat(reader.number()).isEqualTo(3);
      assertThat(reader.stats().malformed()).isEqualTo(1);
    }
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains("list.json line 2, column ");
  }

  @Test
  void namesTheRecordOfAnArray() throws IOException {
    String text = "[{\"drawing\":[]},\n\n{\"drawing\":[[1]]}]";
    List<DrawingFormatException> errors = new ArrayList<>();
    ReadOptions options = ReadOptions.builder().reportMalformed(errors::add).build();
    try (DrawingReader reader = Drawings.open(text.getBytes(UTF_8), "list.json", options)) {
      assertThat(reader.records()).hasSize(1);
    }
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).hasMessageContaining(": list.json record 2, byte 31");
  }

  @Test
  void nestingAndLengthAreBounded() {
    String deep = "[".repeat(100_000);
    String wide = "[[" + "{\"x\":1,\"y\":1},".repeat(200_000) + "{\"x\":1,\"y\":1}]]";
    String large = "[[\"" + "a".repeat(17 << 20) + "\"]]";

    assertThatThrownBy(() -> Drawings.records(deep)).hasMessageContaining("nesting");
    assertThatThrownBy(() -> Drawings.records(wide))
        .hasMessageStartingWith("points in drawing (100001 or more) exceed")
        .hasMessageContaining("ReadOptions.maxPoints");
    assertThatThrownBy(() -> Drawings.records(large))
        .hasMessageStartingWith("bytes in document (16777217 or more) exceed")
        .hasMessageContaining("ReadOptions.maxDocumentBytes");
  }
}
