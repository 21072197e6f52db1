package org.sketchsdk.bench;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Reads drawings with simdjson-java, whose classes need a later JDK than this one is compiled for:
 * they are found at run time. Not thread-safe.
 */
final class SimdJson {
  private static final String PARSER = "org.simdjson.SimdJsonParser";
  private static final int PADDING_BYTES = 64; // with as many behind a line it is not copied again

  private final Object parser;
  private byte[] line = new byte[1 << 12];

  private SimdJson(Object parser) {
    this.parser = parser;
  }

  /** The library's methods; constant, so that calls are compiled as direct ones are. */
  private static final class Library {
    static final MethodHandle NEW;
    static final MethodHandle PARSE;
    static final MethodHandle GET;
    static final MethodHandle ITERATOR;
    static final MethodHandle SIZE;

    static {
      try {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> parser = Class.forName(PARSER);
        Class<?> value = Class.forName("org.simdjson.JsonValue");
        NEW =
            lookup.findConstructor(parser, methodType(void.class)).asType(methodType(Object.class));
        PARSE =
            lookup
                .findVirtual(parser, "parse", methodType(value, byte[].class, int.class))
                .asType(methodType(Object.class, Object.class, byte[].class, int.class));
        GET =
            lookup
                .findVirtual(value, "get", methodType(value, String.class))
                .asType(methodType(Object.class, Object.class, String.class));
        MethodType ofObject = methodType(Iterator.class, Object.class);
        ITERATOR =
            lookup.findVirtual(value, "arrayIterator", methodType(Iterator.class)).asType(ofObject);
        SIZE =
            lookup
                .findVirtual(value, "getSize", methodType(int.class))
                .asType(methodType(int.class, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Returns why the library does not run on this JDK.
   *
   * @return the reason; empty if it runs
   */
  static String refusal() {
    String refusal = refusalOfClasses();
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return refusal.isEmpty() && !module ? "it needs --add-modules jdk.incubator.vector" : refusal;
  }

  /** As {@link #refusal()}, where another process is to have the module. */
  static String refusalOfClasses() {
    try {
      Class.forName(PARSER, /* initialize= */ false, SimdJson.class.getClassLoader());
      return "";
    } catch (ClassNotFoundException e) {
      return "it is not on the class path";
    } catch (UnsupportedClassVersionError e) {
      return "its classes need JDK 24 or later, and this is JDK " + Runtime.version().feature();
    }
  }

  /**
   * Creates a parser.
   *
   * @throws IllegalStateException if the library does not run on this JDK
   */
  static SimdJson create() {
    String refusal = refusal();
    if (!refusal.isEmpty()) {
      throw new IllegalStateException("simdjson-java does not run: " + refusal);
    }
    try {
      return new SimdJson((Object) Library.NEW.invokeExact());
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Reads a line and counts the points of its drawing. */
  long points(byte[] text, int offset, int length) {
    if (line.length < length + PADDING_BYTES) {
      line = Arrays.copyOf(line, 2 * (length + PADDING_BYTES));
    }
    System.arraycopy(text, offset, line, 0, length);
    try {
      Object drawn = (Object) Library.PARSE.invokeExact(parser, line, length);
      Object drawing = (Object) Library.GET.invokeExact(drawn, "drawing");
      Iterator<?> strokes = (Iterator<?>) Library.ITERATOR.invokeExact(drawing);
      long points = 0;
      while (strokes.hasNext()) {
        Object stroke = strokes.next();
        Iterator<?> coordinates = (Iterator<?>) Library.ITERATOR.invokeExact(stroke);
        Object x = coordinates.next();
        points += (int) Library.SIZE.invokeExact(x);
      }
      return points;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** The methods throw no checked exception. */
  private static RuntimeException failure(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }
}
