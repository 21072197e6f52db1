/**
 * How another engine is plugged in: the SDK's only extension point. Applications do not need it.
 *
 * <p>A backend is a {@link org.sketchsdk.infer.spi.InferenceBackendProvider}, found by {@link
 * java.util.ServiceLoader}. It says by {@link
 * org.sketchsdk.infer.spi.InferenceBackendProvider#probe probe()} whether it works here, and opens
 * a {@link org.sketchsdk.infer.model.ModelData model}, whose bytes the SDK has already checked, as
 * an {@link org.sketchsdk.infer.spi.InferenceBackend}: bytes of rasters in, logits out.
 * Normalisation of the pixels is part of the network.
 *
 * <p>Only types of Java and of the SDK cross this border. A backend owns its native memory, frees
 * it in {@link org.sketchsdk.infer.spi.InferenceBackend#close close()}, opens no socket and
 * downloads nothing. Trouble of its engine is a {@link org.sketchsdk.infer.spi.BackendException}.
 */
@NullMarked
package org.sketchsdk.infer.spi;

import org.jspecify.annotations.NullMarked;
