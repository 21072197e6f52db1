package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.internal.integer.IntegerProvider;
import org.sketchsdk.infer.internal.platform.Log;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestModel;

class BackendsTest {
  private static final String ADVICE =
      "; add org.sketchsdk:sketch-onnx, whose backend onnx runs every model";

  private final ModelData model = ModelData.of(TestModel.random().bytes(), "test");
  private final BackendOptions options = BackendOptions.defaults();
  private final List<String> log = new ArrayList<>();
  private final List<String> probed = new ArrayList<>();

  /** A provider that works if {@code problem} is null and opens if {@code failure} is null. */
  private class Provider implements InferenceBackendProvider, InferenceBackend {
    private final String name;
    private final int rank;
    private final String problem;
    private final String failure;

    Provider(String name, int rank, String problem, String failure) {
      this.name = name;
      this.rank = rank;
      this.problem = problem;
      this.failure = failure;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public String coordinate() {
      return "org.example:" + name;
    }

    @Override
    public Availability probe() {
      probed.add(name);
      return problem == null
          ? Availability.available(name + " 1.0")
          : Availability.unavailable(problem);
    }

    @Override
    public InferenceBackend open(ModelData data, BackendOptions how) {
      if (failure != null) {
        throw new BackendException(name, failure, null, null);
      }
      return this;
    }

    @Override
    public void run(byte[] rasters, int batch, float[] logits) {}

    @Override
    public void close() {}
  }

  private Backends backends(InferenceBackendProvider... providers) {
    return new Backends(List.of(providers), List.of(), new ListLog(), new AtomicBoolean());
  }

  private final class ListLog implements Log {
    @Override
    public void debug(String message) {
      log.add("DEBUG " + message);
    }

    @Override
    public void info(String message) {
      log.add("INFO " + message);
    }

    @Override
    public void warning(String message) {
      log.add("WARNING " + message);
    }

    @Override
    public void debug(String message, Throwable problem) {
      log.add("DEBUG " + message);
    }
  }

  @Test
  void takesTheFirstByRankThenName() {
    Provider first = new Provider("b", 1, null, null);
    Backends.Opened opened =
        backends(new Provider("a", 2, null, null), new Provider("c", 1, null, null), first)
            .openFirst(model, options);
    assertThat(opened.name()).isEqualTo("b");
    assertThat(opened.backend()).isSameAs(first);
    assertThat(probed).containsExactly("b");
    assertThat(log)
        .containsExactly(
            "DEBUG backend b runs model test5: b 1.0, the first of [b, c, a] that works");
  }

  @Test
  void goesOnWhereOneDoesNotWorkAndSaysWhy() {
    Backends.Opened opened =
        backends(
                new Provider("a", 1, "no such processor", null),
                new Provider("b", 2, null, "no such operator"),
                new Provider("c", 3, null, null))
            .openFirst(model, options);
    assertThat(opened.name()).isEqualTo("c");
    assertThat(log)
        .containsExactly(
            "INFO backend c runs model test5: c 1.0, the first of [a, b, c] that works; refused:"
                + " a: no such processor (needs org.example:a); backend b: no such operator",
            "WARNING backend c is slower than one that is present but does not work: a: no such"
                + " processor");
  }

  @Test
  void listsEveryReasonWhereNoneWorks() {
    Backends backends =
        new Backends(
            List.of(
                new Provider("a", 1, "no such processor", null),
                new Provider("b", 2, null, "no such operator")),
            List.of("Provider x.Y not found"),
            new ListLog(),
            new AtomicBoolean());
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends.openFirst(model, options))
        .withMessage(
            "no backend can run model test5: a: no such processor (needs org.example:a);"
                + " backend b: no such operator; not loaded: Provider x.Y not found"
                + ADVICE)
        .satisfies(e -> assertThat(e.backend()).isEmpty());
    assertThat(log).isEmpty();
  }

  @Test
  void keepsWhatEveryBackendThrewWhereNoneWorks() {
    Backends backends =
        backends(
            new Provider("a", 1, null, "no such operator"),
            new Provider("b", 2, "no such processor", null),
            new Provider("c", 3, null, "no memory"),
            new Provider("d", 4, null, "no luck"));
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends.openFirst(model, options))
        .withMessage(
            "no backend can run model test5: backend a: no such operator; b: no such processor"
                + " (needs org.example:b); backend c: no memory; backend d: no luck"
                + ADVICE)
        .satisfies(
            e -> {
              assertThat(e).cause().hasMessage("backend a: no such operator");
              assertThat(e.getSuppressed())
                  .extracting(Throwable::getMessage)
                  .containsExactly("backend c: no memory", "backend d: no luck");
            });
  }

  @Test
  void plainJavaIsThereWithoutAnotherModule() {
    assertThat(
            ServiceLoader.load(InferenceBackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(InferenceBackendProvider::rank))
                .map(provider -> provider.name() + " " + provider.rank()))
        .containsExactly("java 200", "reference 1000");
  }

  @Test
  void plainJavaTakesOverWhereOnnxRuntimeDoesNotLoad() {
    ModelData integers = ModelData.of(IntegerTestModel.random().bytes(), "test");
    Backends.Opened opened =
        backends(new IntegerProvider(), new Provider("onnx", 100, "no libonnxruntime.so", null))
            .openFirst(integers, options);
    try (InferenceBackend backend = opened.backend()) {
      assertThat(opened.name()).isEqualTo("java");
      float[] logits = new float[integers.info().labels().size()];
      backend.run(new byte[28 * 28], 1, logits);
      assertThat(logits).doesNotContain(0f);
    }
    assertThat(log).hasSize(2);
    assertThat(log.get(0))
        .startsWith("INFO backend java runs model test5: plain Java")
        .endsWith(
            ", the first of [onnx, java] that works; refused: onnx: no libonnxruntime.so (needs"
                + " org.example:onnx)");
    assertThat(log.get(1))
        .isEqualTo(
            "WARNING backend java is slower than one that is present but does not work: onnx: no"
                + " libonnxruntime.so");
  }

  @Test
  void onnxRuntimeComesBeforePlainJava() {
    Provider onnx = new Provider("onnx", 100, null, null);
    Backends.Opened opened = backends(new IntegerProvider(), onnx).openFirst(model, options);
    assertThat(opened.backend()).isSameAs(onnx);
  }

  @Test
  void saysWhyNeitherOnnxRuntimeNorPlainJavaRunsAModelOfFloats() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(
            () ->
                backends(
                        new IntegerProvider(),
                        new Provider("onnx", 100, "no libonnxruntime.so", null))
                    .openFirst(model, options))
        .withMessage(
            "no backend can run model test5: onnx: no libonnxruntime.so (needs org.example:onnx);"
                + " backend java: cannot run model test5: node bytesNode is of type Cast; it runs"
                + " the models of 8-bit integers that \"sketch quantize\" makes, and the backend"
                + " onnx runs others");
  }

  @Test
  void saysWhereThereIsNone() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends().openFirst(model, options))
        .withMessage("no backend can run model test5: there is none" + ADVICE);
  }

  @Test
  void opensTheNamedOneWithoutTryingOthers() {
    Provider second = new Provider("b", 2, null, null);
    Backends.Opened opened =
        backends(new Provider("a", 1, null, null), second).open("b", model, options);
    assertThat(opened.backend()).isSameAs(second);
    assertThat(probed).containsExactly("b");
    assertThat(log).isEmpty();
  }

  @Test
  void neverFallsBackFromTheNamedOne() {
    Backends backends =
        backends(
            new Provider("a", 1, null, null),
            new Provider("b", 2, "no such processor", null),
            new Provider("c", 3, null, "no such operator"));
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends.open("b", model, options))
        .withMessage("backend b: no such processor (it needs org.example:b)")
        .satisfies(
            e -> {
              assertThat(e.backend()).contains("b");
              assertThat(e.coordinate()).contains("org.example:b");
            });
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends.open("c", model, options))
        .withMessage("backend c: no such operator");
  }

  @Test
  void listsTheKnownOnesWhereANameIsUnknown() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(
            () ->
                backends(new Provider("b", 2, null, null), new Provider("a", 3, null, null))
                    .open("tflite", model, options))
        .withMessage("no backend is named \"tflite\"; known: [b, a]");
  }

  @Test
  void refusesTwoOfOneName() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(
            () ->
                backends(new Provider("a", 1, null, null), new Provider("a", 2, null, null))
                    .open("a", model, options))
        .withMessageContaining("two providers");
  }

  private void openIntegers(Backends backends) {
    ModelData integers = ModelData.of(IntegerTestModel.random().bytes(), "test");
    backends.openFirst(integers, options).backend().close();
  }

  @Test
  void saysWhatIsFasterThanPlainJava() {
    openIntegers(backends(new IntegerProvider(), new Provider("other", 300, null, null)));
    openIntegers(backends(new IntegerProvider(), new Provider("onnx", 300, null, null)));
    assertThat(log).hasSize(2).allMatch(line -> line.startsWith("DEBUG backend java runs model"));
    assertThat(log.get(0))
        .endsWith(
            "the first of [java, other] that works; org.sketchsdk:sketch-onnx would be about five"
                + " times faster");
    assertThat(log.get(1)).endsWith("the first of [java, onnx] that works");
  }

  @Test
  void warnsOnceAndNamesTheRemedy() {
    Provider onnx =
        new Provider("onnx", 100, "not unpacked", null) {
          @Override
          public Availability probe() {
            return Availability.unavailable("not unpacked", "turn it off and on again");
          }
        };
    Backends backends = backends(onnx, new IntegerProvider());
    openIntegers(backends);
    openIntegers(backends);
    assertThat(log.stream().filter(line -> line.startsWith("WARNING")))
        .containsExactly(
            "WARNING backend java is slower than one that is present but does not work: onnx: not"
                + " unpacked; to mend this, turn it off and on again");
    assertThat(log.stream().filter(line -> line.startsWith("INFO backend java runs"))).hasSize(2);
    assertThat(log).hasSize(3);
  }

  @Test
  void warnsWhereAProviderDidNotLoad() {
    Backends backends =
        new Backends(
            List.of(new IntegerProvider()),
            List.of("Provider x.Y not found"),
            new ListLog(),
            new AtomicBoolean());
    openIntegers(backends);
    assertThat(log)
        .last()
        .isEqualTo(
            "WARNING backend java is slower than one that is present but does not work: Provider"
                + " x.Y not found");
  }

  @Test
  void saysWhichModuleBringsABackend() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends(new IntegerProvider()).open("onnx", model, options))
        .withMessage(
            "no backend is named \"onnx\"; known: [java]; the backend onnx comes with"
                + " org.sketchsdk:sketch-onnx");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> backends(new IntegerProvider()).open("djl", model, options))
        .withMessageEndingWith("; the backend djl comes with org.sketchsdk:sketch-djl");
  }
}
