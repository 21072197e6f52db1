package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.platform.Log;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** The backends at hand, in the order in which they are tried. */
final class Backends {
  private static final String FASTEST = "onnx";
  private static final String FASTEST_COORDINATE = "org.sketchsdk:sketch-onnx";

  private static final Comparator<InferenceBackendProvider> ORDER =
      Comparator.comparingInt(InferenceBackendProvider::rank)
          .thenComparing(InferenceBackendProvider::name);

  /** A backend and the name by which it was chosen. */
  record Opened(String name, InferenceBackend backend) {}

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private final List<InferenceBackendProvider> providers;
  private final List<String> broken;
  private final Log log;
  private final AtomicBoolean warned;

  /**
   * Takes providers.
   *
   * @param broken what is wrong with those that did not load
   * @param warned whether the log has said that a faster one does not work: set when it does
   */
  Backends(
      List<InferenceBackendProvider> providers,
      List<String> broken,
      Log log,
      AtomicBoolean warned) {
    this.providers = providers.stream().sorted(ORDER).collect(Collectors.toList());
    this.broken = List.copyOf(broken);
    this.log = log;
    this.warned = warned;
  }

  /** Finds the providers that the class loader of the SDK sees. */
  static Backends discover() {
    List<InferenceBackendProvider> providers = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Iterator<InferenceBackendProvider> found =
        ServiceLoader.load(
                InferenceBackendProvider.class, InferenceBackendProvider.class.getClassLoader())
            .iterator();
    while (true) {
      // One broken provider on the class path must not take the others away.
      try {
        if (!found.hasNext()) {
          break;
        }
        providers.add(found.next());
      } catch (ServiceConfigurationError e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    return new Backends(providers, broken, Log.of("org.sketchsdk.infer"), WARNED);
  }

  /** Opens the backend of that name, and no other. */
  Opened open(String name, ModelData model, BackendOptions options) {
    List<InferenceBackendProvider> named =
        providers.stream()
            .filter(provider -> provider.name().equals(name))
            .collect(Collectors.toList());
    if (named.isEmpty()) {
      throw new BackendException(
          "no backend is named \""
              + name
              + "\"; known: "
              + names()
              + brokenNote()
              + missingNote(name),
          null);
    }
    InferenceBackendProvider provider = named.get(0);
    if (named.size() > 1) {
      throw new BackendException(
          name,
          "two providers have this name, "
              + provider.getClass().getName()
              + " and "
              + named.get(1).getClass().getName(),
          null,
          null);
    }
    Availability availability = provider.probe();
    if (!availability.available()) {
      throw new BackendException(name, withRemedy(availability), provider.coordinate(), null);
    }
    return new Opened(name, provider.open(model, options));
  }

  private static String missingNote(String name) {
    return switch (name) {
      case FASTEST -> "; the backend onnx comes with " + FASTEST_COORDINATE;
      case "djl" -> "; the backend djl comes with org.sketchsdk:sketch-djl";
      default -> "";
    };
  }

  private static String withRemedy(Availability availability) {
    return availability.detail()
        + availability.remedy().map(remedy -> "; to mend this, " + remedy).orElse("");
  }

  /** Opens the first backend that works. */
  Opened openFirst(ModelData model, BackendOptions options) {
    List<String> refused = new ArrayList<>();
    List<BackendException> failures = new ArrayList<>();
    @Nullable String unavailable = null; // the first, which is the fastest
    for (InferenceBackendProvider provider : providers) {
      Availability availability = provider.probe();
      if (!availability.available()) {
        String reason = provider.name() + ": " + withRemedy(availability);
        unavailable = unavailable == null ? reason : unavailable;
        refused.add(reason + " (needs " + provider.coordinate() + ")");
        continue;
      }
      try {
        InferenceBackend backend = provider.open(model, options);
        report(provider.name(), model, availability, refused, unavailable);
        return new Opened(provider.name(), backend);
      } catch (BackendException e) {
        refused.add(e.getMessage());
        failures.add(e);
      }
    }
    BackendException none =
        new BackendException(
            "no backend can run model "
                + model.info().name()
                + (refused.isEmpty() ? ": there is none" : ": " + String.join("; ", refused))
                + brokenNote()
                + (hasFastest()
                    ? ""
                    : "; add " + FASTEST_COORDINATE + ", whose backend onnx runs every model"),
            failures.isEmpty() ? null : failures.get(0));
    failures.stream().skip(1).forEach(none::addSuppressed);
    throw none;
  }

  private void report(
      String name,
      ModelData model,
      Availability availability,
      List<String> refused,
      @Nullable String unavailable) {
    String choice =
        "backend "
            + name
            + " runs model "
            + model.info().name()
            + ": "
            + availability.detail()
            + ", the first of "
            + names()
            + " that works";
    if (refused.isEmpty() && broken.isEmpty()) { // as expected
      log.debug(
          name.equals("java") && !hasFastest()
              ? choice + "; " + FASTEST_COORDINATE + " would be about five times faster"
              : choice);
      return;
    }
    log.info(refused.isEmpty() ? choice : choice + "; refused: " + String.join("; ", refused));
    if ((unavailable != null || !broken.isEmpty()) && !warned.getAndSet(true)) {
      log.warning(
          "backend "
              + name
              + " is slower than one that is present but does not work: "
              + (unavailable == null ? String.join("; ", broken) : unavailable));
    }
  }

  private boolean hasFastest() {
    return providers.stream().anyMatch(provider -> provider.name().equals(FASTEST));
  }

  private List<String> names() {
    return providers.stream().map(InferenceBackendProvider::name).collect(Collectors.toList());
  }

  private String brokenNote() {
    return broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken);
  }
}
