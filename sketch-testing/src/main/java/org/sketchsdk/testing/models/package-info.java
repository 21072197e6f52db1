/**
 * Small models as ONNX files, built from scratch: {@link org.sketchsdk.testing.models.TestModel} of
 * floats, {@link org.sketchsdk.testing.models.FloatTestModel} with every operator that training
 * exports, {@link org.sketchsdk.testing.models.IntegerTestModel} of 8-bit integers. Each also
 * computes its answers in the plainest way, so that a test can compare. {@link
 * org.sketchsdk.testing.models.TestGraph} builds other files.
 */
@NullMarked
package org.sketchsdk.testing.models;

import org.jspecify.annotations.NullMarked;
