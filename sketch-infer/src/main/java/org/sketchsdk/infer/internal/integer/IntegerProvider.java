package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.Arithmetic;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** Offers the SDK's own engine for models of integers: plain Java, nothing native. */
public final class IntegerProvider implements InferenceBackendProvider {
  static final String NAME = "java";

  /** Creates the provider; loads nothing. */
  public IntegerProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 200;
  }

  @Override
  public String coordinate() {
    return "org.sketchsdk:sketch-infer";
  }

  @Override
  public Availability probe() {
    return Availability.available(Arithmetic.best().description());
  }

  @Override
  public InferenceBackend open(ModelData model, BackendOptions options) {
    return open(model, Products.EXACT, Arithmetic.best(), options);
  }

  /**
   * Opens a model with one or the other way to add products.
   *
   * @param model the model
   * @param products how its products are added
   * @return the backend, to be closed by the caller
   * @throws BackendException if this engine cannot run the model
   */
  public static InferenceBackend open(ModelData model, Products products) {
    return open(model, products, Arithmetic.best(), BackendOptions.defaults());
  }

  static InferenceBackend open(
      ModelData model, Products products, Arithmetic arithmetic, BackendOptions options) {
    try {
      return new IntegerBackend(NetworkReader.read(model, products, arithmetic), model, options);
    } catch (ModelFormatException e) {
      throw new BackendException(
          NAME, "cannot run model " + model.info().name() + ": " + e.getMessage(), null, e);
    }
  }
}
