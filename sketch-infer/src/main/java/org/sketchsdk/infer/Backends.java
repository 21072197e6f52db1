package org.sketchsdk.infer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** The backends at hand, in the order in which they are tried. */
final class Backends {
  private static final Comparator<InferenceBackendProvider> ORDER =
      Comparator.comparingInt(InferenceBackendProvider::rank)
          .thenComparing(InferenceBackendProvider::name);

  /** A backend and the name by which it was chosen. */
  record Opened(String name, InferenceBackend backend) {}

  private final List<InferenceBackendProvider> providers;
  private final List<String> broken;
  private final Logger logger;

  /**
   * Takes providers.
   *
   * @param broken what is wrong with those that did not load
   */
  Backends(List<InferenceBackendProvider> providers, List<String> broken, Logger logger) {
    this.providers = providers.stream().sorted(ORDER).toList();
    this.broken = List.copyOf(broken);
    this.logger = logger;
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
    return new Backends(providers, broken, System.getLogger("org.sketchsdk.infer"));
  }

  /** Opens the backend of that name, and no other. */
  Opened open(String name, ModelData model, BackendOptions options) {
    List<InferenceBackendProvider> named =
        providers.stream().filter(provider -> provider.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new BackendException(
          "no backend is named \"" + name + "\"; known: " + names() + brokenNote(), null);
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
      throw new BackendException(name, availability.detail(), provider.coordinate(), null);
    }
    return new Opened(name, provider.open(model, options));
  }

  /** Opens the first backend that works. */
  Opened openFirst(ModelData model, BackendOptions options) {
    List<String> refused = new ArrayList<>();
    List<BackendException> failures = new ArrayList<>();
    for (InferenceBackendProvider provider : providers) {
      Availability availability = provider.probe();
      if (!availability.available()) {
        refused.add(
            provider.name()
                + ": "
                + availability.detail()
                + " (needs "
                + provider.coordinate()
                + ")");
        continue;
      }
      try {
        InferenceBackend backend = provider.open(model, options);
        logger.log(
            Level.INFO,
            "backend {0} runs model {1}: {2}, the first of {3} that works{4}",
            provider.name(),
            model.info().name(),
            availability.detail(),
            names(),
            refused.isEmpty() ? "" : "; refused: " + String.join("; ", refused));
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
                + brokenNote(),
            failures.isEmpty() ? null : failures.get(0));
    failures.stream().skip(1).forEach(none::addSuppressed);
    throw none;
  }

  private List<String> names() {
    return providers.stream().map(InferenceBackendProvider::name).toList();
  }

  private String brokenNote() {
    return broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken);
  }
}
