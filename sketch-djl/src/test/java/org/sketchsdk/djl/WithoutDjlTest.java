package org.sketchsdk.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.SketchClassifier;

/** Without DJL the other backends work, and the backend {@code djl} says what to add. */
class WithoutDjlTest {
  /** Loads the SDK anew, in a world without DJL. */
  private static final class WithoutDjl extends ClassLoader {
    WithoutDjl() {
      super(WithoutDjlTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith("ai.djl.")) {
          throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("org.sketchsdk.infer.")
            && !name.startsWith("org.sketchsdk.onnx.")
            && !name.startsWith("org.sketchsdk.djl.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static AutoCloseable load(String backend) throws ReflectiveOperationException {
    Class<?> type = new WithoutDjl().loadClass(SketchClassifier.class.getName());
    assertThat(type).isNotSameAs(SketchClassifier.class);
    if (backend == null) {
      return (AutoCloseable) type.getMethod("load").invoke(null);
    }
    Object builder = type.getMethod("builder").invoke(null);
    builder.getClass().getMethod("backend", String.class).invoke(builder, backend);
    return (AutoCloseable) builder.getClass().getMethod("build").invoke(builder);
  }

  @Test
  void theOthersWork() throws Exception {
    for (String backend : new String[] {"onnx", "java"}) {
      try (AutoCloseable classifier = load(backend)) {
        assertThat(classifier).hasToString("SketchClassifier[quickdraw25 on " + backend + "]");
      }
    }
    try (AutoCloseable classifier = load(null)) {
      assertThat(classifier).hasToString("SketchClassifier[quickdraw25 on onnx]");
    }
  }

  @Test
  void itsBackendSaysWhatToAdd() {
    assertThatThrownBy(() -> load("djl"))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("BackendException"))
        .hasMessageStartingWith("backend djl: DJL is missing or did not load: ")
        .hasMessageContaining("ai.djl.engine.Engine")
        .hasMessageEndingWith("(it needs ai.djl.onnxruntime:onnxruntime-engine)");
  }
}
