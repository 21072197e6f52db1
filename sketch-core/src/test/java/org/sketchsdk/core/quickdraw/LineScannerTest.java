package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Stroke;

/** Which lines are read without the JSON parser. That they are read right is tested elsewhere. */
class LineScannerTest {
  private final RecordBuilder record = new RecordBuilder(new StrokeBuffer(1_000));
  private final LineScanner scanner = new LineScanner(record, ReadOptions.defaults());

  private boolean scans(String line) {
    byte[] text = (line + "\n").getBytes(UTF_8);
    record.clear();
    return scanner.scan(Arrays.copyOf(text, text.length + DrawingScanner.PADDING), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"drawing\":[]}",
        "{\"drawing\":[]}\r",
        "{\"drawing\":[[[],[]]]}",
        "{\"drawing\":[[[0],[255]],[[1,2],[3,4]]],\"word\":\"\"}",
        "{\"word\":\"alarm clock\",\"countrycode\":\"GB\","
            + "\"timestamp\":\"2017-03-01 20:41:36.70725 UTC\",\"recognized\":true,"
            + "\"key_id\":\"5201136883597312\",\"drawing\":[[[0,10,200],[5,70,999]]]}",
        "{\"drawing\": [[[0, 10], [5, 7]]], \"word\": \"cup\", \"recognized\": false}",
        "{\"resimplified\":true,\"source\":\"a copy\",\"drawing\":[]}",
        "{\"drawing\":[[[414.48199462890625,-3.5],[0.25,1000000],[0,1234567]]]}",
      })
  void readsWhatFilesHold(String line) {
    assertThat(scans(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        " {\"drawing\":[]}",
        "{\"drawing\":[]} ",
        "{\"drawing\":[]",
        "{\"drawing\":[]}}",
        "{\"drawing\":[],}",
        "{\"drawing\":[[]]}",
        "{\"drawing\":[[[1],[2]],]}",
        "{\"drawing\":[[[1,2],[3]]]}",
        "{\"drawing\":[[[1],[3,4]]]}",
        "{\"drawing\":[[[1],[3],[]]]}",
        "{\"drawing\":[[[1],[3],[1,2]]]}",
        "{\"drawing\":[[[1],[3],[-1]]]}",
        "{\"drawing\":[[[1],[3],[1.5]]]}",
        "{\"drawing\":[[[1,],[3]]]}",
        "{\"drawing\":[[[01],[3]]]}",
        "{\"drawing\":[[[1,00],[3,4]]]}",
        "{\"drawing\":[[[1e1],[3]]]}",
        "{\"drawing\":[[[1.],[3]]]}",
        "{\"drawing\":[[[.5],[3]]]}",
        "{\"drawing\":[[[-],[3]]]}",
        "{\"drawing\":[[[-0],[3]]]}",
        "{\"drawing\":[[[1000001],[3]]]}",
        "{\"drawing\":[[[1,2000000],[3,4]]]}",
        "{\"drawing\":[[[-1000000.5],[3]]]}",
        "{\"drawing\":[[[0.1234567890123456789],[3]]]}",
        "{\"drawing\":[],\"drawing\":[]}",
        "{\"word\":\"a\",\"word\":\"a\",\"drawing\":[]}",
        "{\"word\":\"a\\n\",\"drawing\":[]}",
        "{\"word\":\"K\u00e4tzchen\",\"drawing\":[]}",
        "{\"word\":\"a\tb\",\"drawing\":[]}",
        "{\"word\":null,\"drawing\":[]}",
        "{\"key_id\":12,\"drawing\":[]}",
        "{\"key_id\":\"\",\"drawing\":[]}",
        "{\"key_id\":\"1x\",\"drawing\":[]}",
        "{\"key_id\":\"18446744073709551615\",\"drawing\":[]}",
        "{\"timestamp\":\"today\",\"drawing\":[]}",
        "{\"recognized\":maybe,\"drawing\":[]}",
        "{\"other\":{},\"drawing\":[]}",
      })
  void leavesTheRestToTheJsonParser(String line) {
    assertThat(scans(line)).isFalse();
  }

  @Test
  void readsNumbersOfEveryLength() {
    StringBuilder numbers = new StringBuilder("0");
    float[] expected = new float[28];
    int value = 0;
    for (int i = 1; i < expected.length; i++) {
      value = i % 7 == 0 ? 0 : 10 * value + i % 7;
      expected[i] = value;
      numbers.append(',').append(value);
    }

    assertThat(scans("{\"drawing\":[[[" + numbers + "],[" + numbers + "]]]}")).isTrue();
    assertThat(record.build().drawing().strokes()).containsExactly(Stroke.of(expected, expected));
  }

  @Test
  void growsUpToTheLimitOfPoints() {
    String numbers = "7" + ",7".repeat(999);

    assertThat(scans("{\"drawing\":[[[" + numbers + "],[" + numbers + "]]]}")).isTrue();
    assertThat(record.build().drawing().pointCount()).isEqualTo(1_000);
    assertThat(scans("{\"drawing\":[[[" + numbers + ",7],[" + numbers + ",7]]]}")).isFalse();
    assertThat(scans("{\"drawing\":[[[" + numbers + "],[" + numbers + "]],[[],[]],[[1],[1]]]}"))
        .isFalse();
  }
}
