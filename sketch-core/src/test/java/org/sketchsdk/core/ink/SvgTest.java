package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.ReadOptions;

class SvgTest {
  private static String svg(String content) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\""
        + " fill=\"none\" stroke=\"black\">"
        + content
        + "</svg>";
  }

  private static String points(String content) {
    return Drawings.text(Drawings.drawing(svg(content)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "M1 2 L3 4 | 1,2 3,4",
        "M1,2,3,4,5,6 | 1,2 3,4 5,6",
        "m1 2 3 4 -1-1 | 1,2 4,6 3,5",
        "M1 2h3v4H0V0 | 1,2 4,2 4,6 0,6 0,0",
        "M1 2l1 1zl5 5 | 1,2 2,3 1,2 / 1,2 6,7",
        "M1 2l1 1Zm1 0l1 1 | 1,2 2,3 1,2 / 2,2 3,3",
        "M1 2z | 1,2",
        "M1 2M3 4L5 6 | 3,4 5,6",
        "M1 2L3 4M9 9 | 1,2 3,4",
        "M.5.5-1e1.25 | 0.5,0.5 -10,0.25",
        "M1 2L3 4L5 | 1,2 3,4",
        "M1 2L3 4Y5 6L7 8 | 1,2 3,4",
        "M0 0A0 5 0 0 1 3 4 | 0,0 3,4",
        "M0 0a5 5 0 01 0 0L1 1 | 0,0 0,0 1,1",
      })
  void readsPaths(String data, String expected) {
    assertThat(points("<path d=\"" + data + "\"/>")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<polyline points='1,2 3,4 5'/> | 1,2 3,4",
        "<polygon points='1 2 3 4 5 6'/> | 1,2 3,4 5,6 1,2",
        "<line x1='1' y1='2' x2='10%' y2='1cm'/> | 1,2 10,37.795",
        "<rect x='1' y='2' width='3' height='4'/> | 1,2 4,2 4,6 1,6 1,2",
        "<g transform='translate(10 20) scale(2)'><path d='M1 1L2 2'/></g> | 12,22 14,24",
        "<g transform='rotate(90)'><path d='M1 0L2 0'/></g> | 0,1 0,2",
        "<g transform='rotate(90, 1, 0)'><path d='M1 0L2 0'/></g> | 1,0 1,1",
        "<path transform='matrix(1 2 3 4 5 6)' d='M1 1L0 0'/> | 9,12 5,6",
        "<path transform='skewX(45)' d='M0 1L0 2'/> | 1,1 2,2",
        "<svg x='10' y='10' width='10' height='10' viewBox='0 0 1 1'><path d='M0 0L1 1'/></svg>"
            + " | 10,10 20,20",
        "<defs><path id='a' d='M1 1L2 2'/></defs><use href='#a' x='5'/><use y='5' href='#a'/>"
            + " | 6,1 7,2 / 1,6 2,7",
        "<use href='#s' width='10' height='10'/><symbol id='s' viewBox='0 0 1 1'>"
            + "<path d='M0 0L1 1'/></symbol> | 0,0 10,10",
      })
  void readsShapes(String content, String expected) {
    assertThat(points(content)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<g style='display:none'>%s</g>",
        "<g display='none'>%s</g>",
        "<g visibility='hidden'>%s</g>",
        "<g opacity='0'>%s</g>",
        "<g stroke='none'>%s</g>",
        "<g style='stroke: transparent'>%s</g>",
        "<g stroke='#0000'>%s</g>",
        "<g stroke='rgba(1,2,3,0)'>%s</g>",
        "<g stroke-width='0'>%s</g>",
        "<g stroke-opacity='0'>%s</g>",
        "<style>.h{display:none}</style><g class='a h'>%s</g>",
        "<style>/* { */ g#i , p{stroke:none!important}</style><g id='i'>%s</g>",
        "<defs>%s</defs>",
        "<symbol>%s</symbol>",
        "<clipPath>%s</clipPath>",
        "<mask>%s</mask>",
        "<marker>%s</marker>",
        "<pattern>%s</pattern>",
        "<metadata>%s</metadata>",
        "<foreignObject>%s</foreignObject>",
      })
  void leavesOutWhatCannotBeSeen(String around) {
    String hidden = around.replace("%s", "<path d='M0 0L900 900'/>");

    assertThat(points(hidden + "<path d='M1 2L3 4'/>")).isEqualTo("1,2 3,4");
  }

  @Test
  void drawsWhatIsVisibleInSomethingHidden() {
    assertThat(points("<g visibility='hidden'><path visibility='visible' d='M1 2L3 4'/></g>"))
        .isEqualTo("1,2 3,4");
  }

  @Test
  void drawsAreasAsClosedOutlinesButNoBackground() throws IOException {
    String text =
        "<svg viewBox='0 0 100 100'><rect width='100%' height='100%' fill='#eee'/>"
            + "<path fill='white' d='M0 0L9 0L9 9'/><path d='M1 1L5 1L5 5M7 7L8 8'/>"
            + "<text>cat</text><image/></svg>";
    try (DrawingReader reader = Drawings.open(text)) {
      assertThat(Drawings.text(reader.next().drawing())).isEqualTo("1,1 5,1 5,5 1,1 / 7,7 8,8 7,7");
      assertThat(reader.stats().leftOut())
          .isEqualTo(
              Map.of(
                  "backgrounds", 1L,
                  "elements image", 1L,
                  "elements text", 1L,
                  "shapes that cannot be seen", 1L));
    }
  }

  /** The farthest distance between a curve and its polyline, from points close to each other. */
  private static double departure(Stroke stroke, double x, double y) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i + 1 < stroke.size(); i++) {
      double dx = stroke.x(i + 1) - stroke.x(i);
      double dy = stroke.y(i + 1) - stroke.y(i);
      double length = dx * dx + dy * dy;
      double t = ((x - stroke.x(i)) * dx + (y - stroke.y(i)) * dy) / length;
      t = Math.max(0, Math.min(1, t));
      best = Math.min(best, Math.hypot(stroke.x(i) + t * dx - x, stroke.y(i) + t * dy - y));
    }
    return best;
  }

  @Test
  void flattensCirclesWithinTheTolerance() {
    for (String circle :
        new String[] {
          "<circle cx='50' cy='50' r='40'/>",
          "<ellipse cx='50' cy='50' rx='40' ry='40'/>",
          "<path d='M90 50A40 40 0 0 1 10 50A40 40 0 0 1 90 50'/>",
          "<path d='M50 90A40 40 0 1 0 50 10A40 40 0 0 0 50 90'/>"
        }) {
      Drawing drawing = Drawings.drawing(svg(circle));
      assertThat(drawing.strokes()).hasSize(1);
      Stroke stroke = drawing.strokes().get(0);
      assertThat(stroke.size()).isLessThan(120);
      for (int i = 0; i < 3600; i++) {
        double angle = Math.toRadians(i / 10.0);
        assertThat(departure(stroke, 50 + 40 * Math.cos(angle), 50 + 40 * Math.sin(angle)))
            .isLessThan(80 * Outlines.TOLERANCE);
      }
    }
  }

  @Test
  void flattensCurvesWithinTheTolerance() {
    // x = t * 100, y = the cubic with control points 0, 100, -100, 0
    Stroke cubic =
        Drawings.drawing(svg("<path d='M0 0C33.33333333 100 66.66666667 -100 100 0'/>"))
            .strokes()
            .get(0);
    Stroke quadratic = Drawings.drawing(svg("<path d='M0 0Q50 100 100 0'/>")).strokes().get(0);
    for (int i = 0; i <= 1000; i++) {
      double t = i / 1000.0;
      double s = 1 - t;
      double y = 300 * s * s * t - 300 * s * t * t;
      assertThat(departure(cubic, 100 * t, y)).isLessThan(100 * Outlines.TOLERANCE);
      assertThat(departure(quadratic, 100 * t, 200 * s * t)).isLessThan(100 * Outlines.TOLERANCE);
    }
  }

  @Test
  void smoothCurvesContinueTheCurveBefore() {
    assertThat(Drawings.drawing(svg("<path d='M0 0C0 10 10 10 10 0S20-10 20 0'/>")))
        .isEqualTo(Drawings.drawing(svg("<path d='M0 0C0 10 10 10 10 0C10-10 20-10 20 0'/>")));
    assertThat(Drawings.drawing(svg("<path d='M0 0Q5 10 10 0T20 0t10 0'/>")))
        .isEqualTo(Drawings.drawing(svg("<path d='M0 0Q5 10 10 0Q15-10 20 0Q25 10 30 0'/>")));
    assertThat(Drawings.drawing(svg("<path d='M0 0S10 10 10 0'/>")))
        .isEqualTo(Drawings.drawing(svg("<path d='M0 0C0 0 10 10 10 0'/>")));
  }

  @Test
  void readsDocumentTypesButNothingOutside() {
    String type =
        "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'"
            + " 'http://127.0.0.1:9/svg11.dtd' [<!ENTITY ns_svg 'http://www.w3.org/2000/svg'>"
            + "<!ENTITY outside SYSTEM 'file:///etc/passwd'>]>";

    assertThat(
            Drawings.text(
                Drawings.drawing(
                    type
                        + "<svg:svg xmlns:svg='&ns_svg;' stroke='red'><svg:title>&outside;"
                        + "</svg:title><svg:path d='M1 2L3 4'/></svg:svg>")))
        .isEqualTo("1,2 3,4 1,2".substring(0, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg",
        "<!DOCTYPE svg PUBLIC '-//W3C",
        "<!DOCTYPE svg [",
        "<!DOCTYPE svg [<!ENTITY a",
        "<!DOCTYPE svg [<!ENTITY a 'b]><svg/>",
        "<!DOCTYPE svg [<!-- ]><svg/>",
        "<!DOCTYPE svg [<?x ]><svg/>",
        "<?xml version='1.0'?><!-- a --><!DOCTYPE svg [<!ENTITY a '>'>]",
      })
  void aDocumentTypeWithoutAnEndIsAMessage(String text) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, UTF_8));
    try {
      for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
        byte[] bytes = ((charset.equals(UTF_8) ? "" : "\uFEFF") + text).getBytes(charset);
        assertThatThrownBy(() -> Drawings.open(bytes, "a.svg", ReadOptions.defaults()).next())
            .isInstanceOf(DrawingFormatException.class)
            .hasMessageStartingWith("not valid XML: the document type has no end: a.svg");
      }
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg>",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG\" 'a[\">'>",
        "<!-- - ' > --><!DOCTYPE svg [ <!ENTITY a '>]'><!-- ']' --><?x '?> ] >",
        "<?x ? ??><!-- ' --><!DOCTYPE svg [<!ELEMENT svg ANY>]><?y?>",
      })
  void readsWhatIsBehindTheDocumentType(String prolog) {
    assertThat(
            Drawings.text(
                Drawings.drawing(prolog + "<svg><path stroke='red' d='M1 2L3 4'/></svg>")))
        .isEqualTo("1,2 3,4");
  }

  @Test
  void refusesParameterEntities() {
    assertThatThrownBy(
            () -> Drawings.open("<!DOCTYPE svg [<!ENTITY % a \"<!ENTITY b '\">%a;]><svg/>").next())
        .hasMessageStartingWith("a document must not declare parameter entities, but declares %a");
  }

  @Test
  void refusesEntityBombs() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>");
    for (int i = 1; i < 12; i++) {
      bomb.append("<!ENTITY a").append(i).append(" '");
      bomb.append(("&a" + (i - 1) + ";").repeat(10)).append("'>");
    }
    String text = bomb + "]><svg><title>&a11;</title></svg>";
    String quadratic =
        "<!DOCTYPE svg [<!ENTITY a '"
            + "a".repeat(40_000)
            + "'>]><svg><path d='"
            + "&a;".repeat(1_000)
            + "'/></svg>";

    for (String hostile : new String[] {text, quadratic}) {
      assertThatThrownBy(() -> Drawings.open(hostile).next())
          .isInstanceOf(DrawingFormatException.class)
          .hasMessageContaining("entit");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<svg><path d='M0 0' | not valid XML: ",
        "<svg><path d='M0 0L2000000 0' stroke='red'/></svg> | coordinate (2000000.0) exceeds the",
        "<svg><path d='M0 0L1e999 0' stroke='red'/></svg> | coordinate (Infinity) exceeds the",
        "<svg><g transform='scale(1e300)'><path d='M0 0L1e300 0'/></g></svg> | coordinate (Inf",
        "<svg><use id='a' href='#a'/></svg> | nesting of use exceeds the maximum allowed (16)",
        "<html><svg/></html> | XML must be SVG or InkML, but the root element is html",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Drawings.open(text).next())
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining(": test");
  }

  @Test
  void namesTheLineOfTheElement() {
    assertThatThrownBy(
            () ->
                Drawings.open(
                        "<svg>\n\n<rect width='-1' height='1e9' x='1e9'/>\n"
                            + "<path stroke='red' d='M0 0H9e9'/></svg>")
                    .next())
        .hasMessageEndingWith(": test line 4, column 34");
  }

  @Test
  void boundsHoldForDocumentsElementsAndPoints() {
    ReadOptions options =
        ReadOptions.builder().maxDocumentBytes(1_000).maxPoints(20).maxStrokes(3).build();
    String point = svg("<path d='M0 0" + "h1".repeat(30) + "'/>");
    String circle = svg("<circle r='40'/>");
    String strokes = svg("<path d='" + "M1 1z".repeat(4) + "'/>");
    String bytes = svg(" ".repeat(2_000));
    String deep = "<svg>" + "<g>".repeat(300) + "</g>".repeat(300) + "</svg>";
    String many = "<svg>" + "<g/>".repeat(200_001) + "</svg>";

    assertLimit(point, options, "points in drawing (21 or more) exceed", "maxPoints");
    assertLimit(circle, options, "points in drawing (21 or more) exceed", "maxPoints");
    assertLimit(strokes, options, "strokes in drawing (4 or more) exceed", "maxStrokes");
    assertLimit(bytes, options, "bytes in document (1001 or more) exceed", "maxDocumentBytes");
    assertLimit(deep, ReadOptions.defaults(), "nesting of elements exceeds", "256");
    assertLimit(many, ReadOptions.defaults(), "elements of the document exceed", "200000");
  }

  private static void assertLimit(
      String text, ReadOptions options, String message, String setting) {
    assertThatThrownBy(
            () ->
                Drawings.open(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8), "test", options)
                    .next())
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining(setting);
  }

  @Test
  void repeatedUseIsBounded() {
    StringBuilder text = new StringBuilder("<svg><defs><g id='a0'><g/><g/></g>");
    for (int i = 1; i < 15; i++) {
      text.append("<g id='a").append(i).append("'>");
      text.append(("<use href='#a" + (i - 1) + "'/>").repeat(10)).append("</g>");
    }
    text.append("</defs><use href='#a14'/></svg>");

    assertThatThrownBy(() -> Drawings.open(text.toString()).next())
        .hasMessageStartingWith("elements, with repeated use, exceed the maximum allowed");
  }
}
