package org.sketchsdk.bench;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A benchmark to be run.
 *
 * @param type the class
 * @param method name of the benchmark's method
 * @param parameters values of the class's parameters; others have their default
 */
record Plan(Class<?> type, String method, Map<String, String> parameters) {
  Plan {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Plans with parameters {@code name, value, name, value, …}. */
  static Plan of(Class<?> type, String method, String... parameters) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new Plan(type, method, map);
  }

  /** Returns this plan with one more parameter. */
  Plan with(String name, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(name, value);
    return new Plan(type, method, more);
  }

  /** Returns the benchmark's name without its package. */
  String name() {
    return type.getSimpleName() + "." + method;
  }

  /** Returns the parameters in words, but for the file of drawings. */
  String settings() {
    return parameters.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("file"))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return settings().isEmpty() ? name() : name() + " " + settings();
  }
}
