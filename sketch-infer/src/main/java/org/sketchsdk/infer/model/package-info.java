/**
 * Models: what their files must hold, and what they say about themselves.
 *
 * <p>{@link org.sketchsdk.infer.model.ModelInfo} has the checked values: labels, raster options,
 * temperature and more. {@link org.sketchsdk.infer.model.ModelData} is a checked model for a
 * backend. {@link org.sketchsdk.infer.model.ModelMetadata} reads and writes the entries of a file.
 * A model that breaks a rule is refused with a {@link
 * org.sketchsdk.infer.model.ModelFormatException} before any engine sees it. Applications usually
 * need {@code ModelInfo} alone, from {@code SketchClassifier.info()}.
 *
 * <h2>The file</h2>
 *
 * <p>A model is one ONNX file. Its graph has
 *
 * <ul>
 *   <li>the input {@code raster}, uint8 [N, 1, S, S], where N is left open and S is the side of the
 *       raster in pixels. 0 is paper and 255 is ink. Scaling of the pixels is part of the network;
 *   <li>the output {@code logits}, float [N, number of labels];
 *   <li>optionally the output {@code embedding}, float or uint8 [N, size]: what enters the last
 *       layer. Without it there are no custom classes, and no drawing is {@code UNKNOWN}.
 * </ul>
 *
 * <p>Other outputs are ignored. The {@code metadata_props} of the file hold these entries:
 *
 * <table>
 * <caption>Entries of the metadata</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code sketch.format}</td><td>{@code 1}</td></tr>
 * <tr><td>{@code sketch.name}</td><td>name of the model</td></tr>
 * <tr><td>{@code sketch.network}</td><td>name of the architecture</td></tr>
 * <tr><td>{@code sketch.labels}</td><td>the labels in the order of the logits, one per line</td></tr>
 * <tr><td>{@code sketch.raster.version}</td><td>{@link
 * org.sketchsdk.render.Rasterizer#VERSION}</td></tr>
 * <tr><td>{@code sketch.raster.sizePx}, {@code sketch.raster.strokeWidthPx}, {@code
 * sketch.raster.marginPx}</td><td>the {@link org.sketchsdk.render.RasterOptions}</td></tr>
 * <tr><td>{@code sketch.temperature}</td><td>temperature of the calibration; 1 for none</td></tr>
 * <tr><td>{@code sketch.minProbability}</td><td>optional: the probability from which on the first
 * candidate is recognized; 0.5 without this entry</td></tr>
 * <tr><td>{@code sketch.embedding.scale}, {@code sketch.embedding.zeroPoint}</td><td>needed if the
 * embedding is uint8: its values are (byte − zero point) · scale</td></tr>
 * <tr><td>{@code sketch.unknown.weights}, {@code sketch.unknown.quantiles}</td><td>optional: the
 * {@link org.sketchsdk.infer.model.KnownScore}. The weights are little-endian 32-bit floats in
 * Base64. The 101 quantiles are decimal numbers with a space between two</td></tr>
 * <tr><td>{@code sketch.similarity.center}, {@code sketch.similarity.quantiles}</td><td>optional:
 * the {@link org.sketchsdk.infer.model.SimilarityStatistics}. The center is little-endian 32-bit
 * floats in Base64. Each line of the quantiles is a row: the number of examples, 21 quantiles of
 * the own class and 21 of other classes, with a space between two numbers</td></tr>
 * <tr><td>{@code sketch.provenance.*}</td><td>optional: how the model was trained, such as seed,
 * number of samples, hash of the data and accuracy</td></tr>
 * <tr><td>{@code sketch.quantisation.*}</td><td>optional: how the model was quantized</td></tr>
 * </table>
 *
 * <p>An ONNX file has no checksum. Give the expected SHA-256 to the classifier's builder if damage
 * matters.
 *
 * <h2>Limits</h2>
 *
 * <p>A file is untrusted input. A graph may have 1,000 inputs and outputs, the metadata 10,000
 * entries, and an embedding 1,048,576 values. Lengths in the file are checked before memory is
 * allocated for them.
 */
@NullMarked
package org.sketchsdk.infer.model;

import org.jspecify.annotations.NullMarked;
