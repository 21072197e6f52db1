package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.SampleDrawings;

/**
 * The SDK as an application's class loader sees it that keeps jars inside a jar: there are no
 * files, only streams, and the loader of the thread is another one.
 */
class NestedJarTest {
  /** Loads what is on the class path as if it lay in a jar within a jar. */
  private static final class StreamsOnly extends ClassLoader {
    private final URLClassLoader source;

    StreamsOnly() {
      super(ClassLoader.getPlatformClassLoader());
      this.source = new URLClassLoader(classPath(), null);
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(
              entry -> {
                try {
                  return Path.of(entry).toUri().toURL();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toArray(URL[]::new);
    }

    private byte[] bytes(String name) {
      try (InputStream in = source.getResourceAsStream(name)) {
        return in == null ? null : in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = bytes(name.replace('.', '/') + ".class");
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected URL findResource(String name) {
      List<URL> all = Collections.list(findResources(name));
      return all.isEmpty() ? null : all.get(0);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
      List<URL> found = new ArrayList<>();
      try {
        for (URL url : Collections.list(source.getResources(name))) {
          byte[] bytes = url.openStream().readAllBytes();
          found.add(new URL(null, "nested:app.jar!/lib.jar!/" + name, new Memory(bytes)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Collections.enumeration(found);
    }
  }

  /** A URL whose bytes are here. */
  private static final class Memory extends URLStreamHandler {
    private final byte[] bytes;

    Memory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }

  /** What the application inside does: one drawing, by one backend. */
  public static final class Application implements Supplier<String> {
    private static final String BACKEND = "sketchsdk.test.backend";

    @Override
    public String get() {
      try (SketchClassifier classifier =
          SketchClassifier.builder().backend(System.getProperty(BACKEND)).build()) {
        return classifier.backend() + " " + classifier.classify(SampleDrawings.get("circle")).top();
      }
    }
  }

  @Test
  void theLoaderHasNoFiles() throws Exception {
    StreamsOnly loader = new StreamsOnly();

    Class<?> inside = loader.loadClass(SketchClassifier.class.getName());
    assertThat(inside.getClassLoader()).isSameAs(loader);
    assertThat(inside).isNotSameAs(SketchClassifier.class);
    assertThat(inside.getResource("SketchClassifier.class").getProtocol()).isEqualTo("nested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "onnx"})
  void loadsModelAndBackendFromWithinNestedJars(String backend) throws Exception {
    System.setProperty(Application.BACKEND, backend);
    try {
      Class<?> inside = new StreamsOnly().loadClass(Application.class.getName());
      Object application = inside.getDeclaredConstructor().newInstance();

      assertThat(((Supplier<?>) application).get()).isEqualTo(new Application().get());
    } finally {
      System.clearProperty(Application.BACKEND);
    }
  }
}
