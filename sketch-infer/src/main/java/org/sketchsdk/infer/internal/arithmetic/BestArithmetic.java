package org.sketchsdk.infer.internal.arithmetic;

/** Finds the fastest arithmetic, once. */
final class BestArithmetic {
  static final Arithmetic FOUND = find();

  private BestArithmetic() {}

  private static Arithmetic find() {
    if (!compilesVectors()) {
      return Arithmetic.SCALAR;
    }
    try {
      // By its name: it is compiled apart, and does not load where the Vector API is missing.
      return Class.forName("org.sketchsdk.infer.internal.arithmetic.VectorArithmetic")
          .asSubclass(Arithmetic.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return Arithmetic.SCALAR;
    }
  }

  /**
   * Tells whether the JVM turns the Vector API into vector instructions. Of the compilers of
   * HotSpot, C2 does. Without it, each operation on a vector allocates.
   */
  private static boolean compilesVectors() {
    String mode = System.getProperty("java.vm.info", "");
    String version = System.getProperty("java.vm.version", "");
    return mode.startsWith("mixed mode")
        && !mode.contains("emulated-client")
        && !version.contains("jvmci");
  }
}
