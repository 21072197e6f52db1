package org.sketchsdk.core.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

class InkMlTest {
  private static String ink(String content) {
    return "<ink xmlns='http://www.w3.org/2003/InkML'>" + content + "</ink>";
  }

  private static String format(String... channels) {
    StringBuilder text = new StringBuilder("<traceFormat>");
    for (String channel : channels) {
      text.append("<channel name='").append(channel).append("'/>");
    }
    return text + "</traceFormat>";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 2, 3 4 | 1,2 3,4",
        "1 2,\\n3 4,5.5 6e0 | 1,2 3,4 5.5,6",
        "1 2,'3'4 | 1,2 4,6",
        // the example of the specification
        "1125 18432,'23'43,\\\"7\\\"-8,3-5,7 -3,6 2,6 8,3 6,2 4,3 6,3-6"
            + " | 1125,18432 1148,18475 1178,18510 1211,18540 1251,18567 1297,18596 1349,18633"
            + " 1404,18676 1461,18723 1521,18776 1584,18823",
        "#A #1f,1 -2 | 10,31 1,-2",
        "1 2,* 3,'1*,* * | 1,2 1,3 2,3 3,3",
        "1 2,? 3 | 1,2 1,3",
        "!1 !2,'1'1,!5!6 | 1,2 2,3 5,6",
      })
  void readsTraces(String trace, String expected) {
    Drawing drawing =
        Drawings.drawing(
            ink("<trace>" + trace.replace("\\n", "\n").replace("\\\"", "\"") + "</trace>"));

    assertThat(Drawings.text(drawing)).isEqualTo(expected);
  }

  @Test
  void readsChannelsInAnyOrder() {
    Drawing drawing =
        Drawings.drawing(
            ink(
                "<definitions><context xml:id='c'><inkSource>"
                    + format("T", "Y", "F", "X")
                    + "</inkSource></context></definitions><trace>5 2 9 1, 15 4 9 3</trace>"));

    assertThat(Drawings.text(drawing)).isEqualTo("1,2 3,4");
    assertThat(drawing.strokes().get(0).tMillis(1)).isEqualTo(15);
  }

  @Test
  void readsIntermittentChannelsAndUnits() {
    Drawing drawing =
        Drawings.drawing(
            ink(
                "<context><traceFormat><channel name='X'/><channel name='Y' orientation='-ve'/>"
                    + "<channel name='T' units='s'/><intermittentChannels>"
                    + "<channel name='S' type='boolean'/></intermittentChannels></traceFormat>"
                    + "</context><trace>1 2 0.5, 3 4 1.5T, 5 6 2 F</trace>"));

    assertThat(Drawings.text(drawing)).isEqualTo("1,-2 3,-4 5,-6");
    assertThat(drawing.strokes().get(0).tMillis(2)).isEqualTo(2_000);
  }

  @Test
  void readsGroupsContextsAndContinuedTraces() {
    Drawing drawing =
        Drawings.drawing(
            ink(
                "<definitions><context xml:id='yx'>"
                    + format("Y", "X")
                    + "</context><context xml:id='more' contextRef='#yx'/>"
                    + "<trace>900 900</trace></definitions>"
                    + "<traceGroup contextRef='#more'><traceGroup><trace>2 1, 4 3</trace>"
                    + "</traceGroup></traceGroup><trace type='penUp'>800 800</trace>"
                    + "<trace xml:id='a' continuation='begin' contextRef='#yx'>6 5</trace>"
                    + "<trace continuation='end' priorRef='#a' contextRef='#yx'>8 7</trace>"));

    assertThat(Drawings.text(drawing)).isEqualTo("1,2 3,4 / 5,6 7,8");
  }

  @Test
  void readsTheWord() {
    QuickDrawRecord record =
        Drawings.records(
                ink("<annotation type='truth'> cat </annotation><trace>1 2</trace><trace/>"))
            .get(0);

    assertThat(record.word()).hasValue("cat");
    assertThat(record.drawing().strokes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<trace>1</trace> | point 1 of the trace must have 2 values, but has 1",
        "<trace>1 2, 3 x</trace> | point 2 of the trace must be numbers, but has x",
        "<trace>1 2 3</trace> | point 1 of the trace must have at most 2 values",
        "<trace>1 1e999</trace> | coordinate (Infinity) exceeds the maximum",
        "<traceFormat><channel name='X'/></traceFormat><trace>1</trace> | a traceFormat needs",
        "<trace>1 2</trace | not valid XML",
      })
  void saysWhatIsWrong(String content, String message) {
    assertThatThrownBy(() -> Drawings.open(ink(content)).next())
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining(": test line 1, column ");
  }
}
