package org.sketchsdk.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the benchmarks run.
 *
 * @param processor name of the processor
 * @param megahertz its clock as the system names it; NaN if it does not
 * @param measuredMegahertz its clock as {@link #here()} has found it; NaN if it cannot
 * @param instructions its instruction sets that matter here, in the system's spelling
 * @param cores number of processors that the JVM sees
 * @param system the operating system
 * @param jdk the JVM
 * @param load how many threads ran or waited to run in the last minute; negative if not known
 */
record Machine(
    String processor,
    double megahertz,
    double measuredMegahertz,
    Set<String> instructions,
    int cores,
    String system,
    String jdk,
    double load) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final int CLOCK_RUNS = 500;
  private static final int CLOCK_STEPS = 500_000;
  private static final List<String> INSTRUCTIONS =
      List.of(
          "sse4_1",
          "avx2",
          "fma",
          "avx512f",
          "avx512bw",
          "avx_vnni",
          "avx512_vnni",
          "amx_int8",
          "asimd",
          "asimddp",
          "i8mm");

  /**
   * The most multiplications of 8-bit integers, each with its addition, that a core can do.
   *
   * @param instruction how, in words
   * @param macsPerCycle multiplications a cycle
   */
  record Peak(String instruction, int macsPerCycle) {}

  /**
   * Looks at this machine.
   *
   * @throws IOException if the system's description cannot be read
   */
  static Machine here() throws IOException {
    boolean known = System.getProperty("os.arch").equals("amd64");
    return of(
        Files.exists(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of(),
        known ? measureMegahertz() : Double.NaN);
  }

  /**
   * Times multiplications and additions that wait for each other: 3 cycles and 1 on x86-64
   * processors since 2008 (Fog, Instruction tables). The names of clocks do not say how far a
   * processor goes above them. The fastest of many short runs is one that nothing has interrupted.
   */
  private static double measureMegahertz() {
    long fastest = Long.MAX_VALUE;
    long value = 1;
    for (int run = 0; run < CLOCK_RUNS; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < CLOCK_STEPS; i++) {
        value = value * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
      }
      // looked at, so that it has to be computed
      fastest = value == 0 ? fastest : Math.min(fastest, System.nanoTime() - start);
    }
    return CLOCK_STEPS * 4 * 1e3 / fastest;
  }

  /** Returns the clock that a peak is computed with: the measured one, or else the named one. */
  double clockMegahertz() {
    return Double.isNaN(measuredMegahertz) ? megahertz : measuredMegahertz;
  }

  /**
   * Reads a description.
   *
   * @param cpuInfo the lines of Linux's {@code /proc/cpuinfo}; none elsewhere
   * @param measuredMegahertz the clock that was measured, or NaN
   */
  static Machine of(List<String> cpuInfo, double measuredMegahertz) {
    Set<String> found = new LinkedHashSet<>();
    String flags = value(cpuInfo, "flags", value(cpuInfo, "Features", ""));
    Set<String> all = new HashSet<>(Arrays.asList(flags.split("\\s+", -1)));
    INSTRUCTIONS.stream().filter(all::contains).forEach(found::add);
    return new Machine(
        value(cpuInfo, "model name", System.getProperty("os.arch")),
        Double.parseDouble(value(cpuInfo, "cpu MHz", "NaN")),
        measuredMegahertz,
        found,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String value(List<String> lines, String key, String otherwise) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
        .map(parts -> parts[1].strip())
        .findFirst()
        .orElse(otherwise);
  }

  /** Tells whether other work was going on that makes times worthless. */
  boolean isBusy() {
    return load > cores / 2.0;
  }

  /**
   * Returns the peak of one core, for the best instructions it has and two of them a cycle, as many
   * as the widest cores of their kind begin. A core that begins one has half the peak.
   *
   * @return the peak; empty if the instructions are not known
   */
  Optional<Peak> peak() {
    if (instructions.contains("amx_int8")) {
      return Optional.of(new Peak("TDPBUSD, 16,384 products in 16 cycles", 1024));
    }
    if (instructions.contains("avx512_vnni")) {
      return Optional.of(new Peak("two VPDPBUSD of 512 bits a cycle", 128));
    }
    if (instructions.contains("avx_vnni")) {
      return Optional.of(new Peak("two VPDPBUSD of 256 bits a cycle", 64));
    }
    if (instructions.contains("avx512bw")) {
      return Optional.of(new Peak("VPMADDUBSW and VPMADDWD of 512 bits a cycle", 64));
    }
    if (instructions.contains("avx2")) {
      return Optional.of(new Peak("VPMADDUBSW and VPMADDWD of 256 bits a cycle", 32));
    }
    if (instructions.contains("i8mm")) {
      return Optional.of(new Peak("two SMMLA of 128 bits a cycle", 64));
    }
    if (instructions.contains("asimddp")) {
      return Optional.of(new Peak("two SDOT of 128 bits a cycle", 32));
    }
    return Optional.empty();
  }
}
