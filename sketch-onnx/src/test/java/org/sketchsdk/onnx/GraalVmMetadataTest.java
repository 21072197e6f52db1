package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.SketchClassifier;

/** What native images are told: everything that ONNX Runtime's native code looks up by name. */
class GraalVmMetadataTest {
  private static final String FOLDER = "/META-INF/native-image/org.sketchsdk/";
  private static final String NATIVE_CODE =
      "/ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so";
  private static final Pattern CLASS = Pattern.compile("\"type\": \"([^\"]+)\"");
  private static final Pattern CONSTRUCTOR =
      Pattern.compile(
          "\"name\": \"<init>\", \"parameterTypes\": \\[([^\\]]*(?:\\[\\][^\\]]*)*)\\]}");

  private static String text(String name) throws IOException {
    try (InputStream in = GraalVmMetadataTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return switch (name) {
      case "int" -> int.class;
      case "long" -> long.class;
      case "long[]" -> long[].class;
      case "java.lang.String[]" -> String[].class;
      default -> Class.forName(name, false, OrtEnvironment.class.getClassLoader());
    };
  }

  private static List<Class<?>> types(String list) throws ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    for (String name : list.replace("\"", "").split(", ", -1)) {
      types.add(type(name));
    }
    return types;
  }

  @Test
  void namesConstructorsThatExist() throws Exception {
    int constructors = 0;
    for (String line : text(FOLDER + "sketch-onnx/reachability-metadata.json").lines().toList()) {
      Matcher name = CLASS.matcher(line);
      if (!name.find()) {
        continue;
      }
      Class<?> owner = type(name.group(1));
      Matcher constructor = CONSTRUCTOR.matcher(line);
      while (constructor.find()) {
        List<Class<?>> types = types(constructor.group(1));
        assertThat(owner.getDeclaredConstructor(types.toArray(Class<?>[]::new))).isNotNull();
        constructors++;
      }
    }
    assertThat(constructors).isEqualTo(11);
  }

  @Test
  void namesEveryClassAndConstructorThatTheNativeCodeAsksFor() throws Exception {
    assumeTrue(
        GraalVmMetadataTest.class.getResource(NATIVE_CODE) != null,
        "ONNX Runtime's jar has no native code for Linux on x86-64");
    String code = text(NATIVE_CODE);
    String config = text(FOLDER + "sketch-onnx/reachability-metadata.json");

    Set<String> classes =
        CLASS
            .matcher(config)
            .results()
            .map(result -> result.group(1).replace('.', '/'))
            .collect(Collectors.toSet());
    assertThat(classes).isEqualTo(matches("\0((?:ai/onnxruntime|java)/[A-Za-z/$]+)(?=\0)", code));
    Set<String> descriptors = new TreeSet<>();
    Matcher constructor = CONSTRUCTOR.matcher(config);
    while (constructor.find()) {
      descriptors.add(
          MethodType.methodType(void.class, types(constructor.group(1)))
              .toMethodDescriptorString());
    }
    assertThat(descriptors).isEqualTo(matches("\0(\\([A-Za-z/;\\[]*\\)V)(?=\0)", code));
  }

  private static Set<String> matches(String pattern, String code) {
    return Pattern.compile(pattern)
        .matcher(code)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  /** The native code of one platform is for the application to add: see docs/DEPLOYING.md. */
  @Test
  void includesTheModelsAndNoNativeCode() throws Exception {
    List<Pattern> infer = included("sketch-infer");
    for (String model : SketchClassifier.embeddedModels()) {
      assertIncluded(infer, "org/sketchsdk/infer/models/" + model + ".onnx");
    }
    List<Pattern> onnx = included("sketch-onnx");
    assertThat(onnx).noneMatch(pattern -> pattern.matcher(NATIVE_CODE.substring(1)).matches());
    for (List<Pattern> each : List.of(infer, onnx)) {
      assertIncluded(each, "META-INF/services/org.sketchsdk.infer.spi.InferenceBackendProvider");
    }
  }

  /** The globs of a module; an asterisk stands for a part of one name. */
  private static List<Pattern> included(String module) throws IOException {
    return Pattern.compile("\"glob\": \"(.*)\"}")
        .matcher(text(FOLDER + module + "/reachability-metadata.json"))
        .results()
        .map(result -> Pattern.compile(result.group(1).replace(".", "\\.").replace("*", "[^/]*")))
        .toList();
  }

  private static void assertIncluded(List<Pattern> included, String resource) {
    assertThat(included).as(resource).anyMatch(pattern -> pattern.matcher(resource).matches());
    assertThat(GraalVmMetadataTest.class.getResource("/" + resource)).as(resource).isNotNull();
  }
}
