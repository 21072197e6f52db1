package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.RunnerException;

class SuiteTest {
  private static final Set<String> OPTIONAL = Set.of("openCvAntiAliased", "openCvTwoColors");

  private final Suite suite = new Suite("");

  @Test
  void theWholeSuiteHoldsEveryBenchmark() throws IOException {
    List<Plan> all = suite.all();
    Set<String> planned = all.stream().map(Plan::name).collect(Collectors.toSet());

    assertThat(all).doesNotHaveDuplicates().containsAll(suite.headline());
    for (Class<?> type : all.stream().map(Plan::type).collect(Collectors.toSet())) {
      for (Method method : type.getMethods()) {
        if (method.isAnnotationPresent(Benchmark.class)
            && !OPTIONAL.contains(method.getName())
            && !method.getName().equals("simdJsonTree")) {
          assertThat(planned).contains(type.getSimpleName() + "." + method.getName());
        }
      }
    }
  }

  @Test
  void everyClassHasABaselineAndThreeForks() throws IOException {
    for (Class<?> type : suite.all().stream().map(Plan::type).collect(Collectors.toSet())) {
      assertThat(type.getMethods())
          .as(type.getName())
          .anyMatch(method -> method.getName().equals("baseline"));
      assertThat(type.getAnnotation(Fork.class).value())
          .as(type.getName())
          .isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void parametersAreThoseOfTheClass() throws IOException {
    List<Plan> plans = new ArrayList<>(suite.all());
    plans.addAll(new Suite("drawings.ndjson").all());
    for (Plan plan : plans) {
      List<Class<?>> states = new ArrayList<>(Arrays.asList(plan.type().getClasses()));
      states.add(plan.type());
      List<String> names =
          states.stream()
              .flatMap(state -> Arrays.stream(state.getFields()))
              .filter(field -> field.isAnnotationPresent(Param.class))
              .map(field -> field.getName())
              .toList();
      assertThat(names).as(plan.toString()).containsAll(plan.parameters().keySet());
    }
  }

  @Test
  void networksAreMeasuredOnEveryBackendThatRunsThem() throws IOException {
    List<String> networks =
        suite.all().stream()
            .filter(plan -> plan.name().equals("InferBenchmark.run"))
            .map(Plan::settings)
            .toList();

    for (String model : List.of("quickdraw25", "quickdraw25-fp32", "bottleneck", "identity")) {
      for (String threads : List.of("1", "all")) {
        for (String batch : List.of("1", "8", "64")) {
          assertThat(networks)
              .contains(
                  "backend=onnx, batch=%s, model=%s, threads=%s".formatted(batch, model, threads));
        }
      }
    }
    assertThat(networks)
        .contains("backend=java, batch=1, model=quickdraw25, threads=1")
        .contains("backend=djl, batch=1, model=quickdraw25-fp32, threads=1")
        .noneMatch(settings -> settings.contains("backend=java, batch=1, model=quickdraw25-fp32"));
    assertThat(suite.left()).containsKey("model quickdraw25-fp32 on backend java");
  }

  @Test
  void writesResultsAndLeavesOutWhatFails(@TempDir Path folder)
      throws IOException, RunnerException {
    Plan works = Plan.of(FirstCallsBenchmark.class, "baseline");
    Plan fails = works.with("backend", "abacus");
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    List<String> progress = new ArrayList<>();
    Path json = folder.resolve("results.json");

    Map<Plan, Measured> measured =
        suite.run(
            List.of(works, fails),
            /* quick= */ true,
            /* forks= */ 1, // not for the first calls
            json,
            new PrintStream(log, true, StandardCharsets.UTF_8),
            progress::add);

    assertThat(measured).containsOnlyKeys(works);
    Measured only = measured.get(works);
    assertThat(only.samples()).isEqualTo(300);
    assertThat(only.p50()).isPositive();
    assertThat(only.p999()).isGreaterThanOrEqualTo(only.p50());
    assertThat(only.counters()).containsOnlyKeys("call 1", "calls 2 to 10", "calls 11 to 100");
    assertThat(suite.left()).containsEntry(fails.toString(), "it failed, see the log");
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("no backend is named \"abacus\"");
    assertThat(progress)
        .containsExactly(
            "1/2 FirstCallsBenchmark.baseline", "2/2 FirstCallsBenchmark.baseline backend=abacus");
    assertThat(Files.readString(json)).contains("FirstCallsBenchmark.baseline", "rawData");
  }
}
