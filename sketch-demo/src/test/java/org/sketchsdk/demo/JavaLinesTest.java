package org.sketchsdk.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.SvgWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** The lines of Java that the page shows compile, and do what it says. */
class JavaLinesTest {
  @TempDir Path folder;

  @Test
  void theLinesOnThePageReadGuessAndWrite() throws Exception {
    String page = Files.readString(Path.of("src/main/resources/org/sketchsdk/demo/web/index.html"));
    Matcher lines =
        Pattern.compile("<code id=\"java-lines\">(.*?)</code>", Pattern.DOTALL).matcher(page);
    assertThat(lines.find()).isTrue();
    String code = lines.group(1).replaceAll("Path\\.of\\(\"", "Path.of(folder, \"");
    Path source = folder.resolve("Lines.java");
    Files.writeString(
        source,
        "import java.nio.file.Path; import org.sketchsdk.core.ink.*;"
            + " import org.sketchsdk.core.quickdraw.*; import org.sketchsdk.infer.*;\n"
            + "public class Lines { public static void run(String folder) throws Exception {\n"
            + code
            + "\n} }\n");
    Drawing house = Drawing.of(OwnDrawings.HOUSE.stream().map(Stroke::ofPoints).toList());
    SvgWriter.write(QuickDrawRecord.of(house), folder.resolve("drawing.svg"));

    ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    PrintStream said = new PrintStream(complaints, true, UTF_8);
    int compiled =
        compiler.run(
            said,
            said,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            source.toString());
    assertThat(compiled).as(complaints.toString(UTF_8)).isZero();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader.loadClass("Lines").getMethod("run", String.class).invoke(null, folder.toString());
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(UTF_8)).contains("house");
    assertThat(folder.resolve("copy.svg")).hasSameTextualContentAs(folder.resolve("drawing.svg"));
    assertThat(folder.resolve("copy.inkml")).content().contains("<trace");
    assertThat(folder.resolve("copy.ndjson")).content().contains("\"drawing\"");
  }
}
