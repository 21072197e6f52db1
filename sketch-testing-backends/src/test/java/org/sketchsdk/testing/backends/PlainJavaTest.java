package org.sketchsdk.testing.backends;

import java.util.ServiceLoader;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestedModel;

/**
 * The backend java, which is part of sketch-infer. The tests of sketch-infer come before this
 * module and cannot use the contract.
 */
class PlainJavaTest extends InferenceBackendContract {
  @Override
  protected InferenceBackendProvider provider() {
    return ServiceLoader.load(InferenceBackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("java"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected TestedModel model() {
    return IntegerTestModel.random();
  }
}
