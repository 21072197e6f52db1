package org.sketchsdk.infer.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.infer.internal.engine.GatedBackend;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.models.TestModel;

/**
 * The backend {@code reference} runs {@link TestModel}s, which are of floats, in the plainest way.
 * It is for tests of this module, which has no backend for models of floats.
 */
public final class ReferenceProvider implements InferenceBackendProvider {
  public static final String NAME = "reference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String coordinate() {
    return "org.sketchsdk:sketch-testing";
  }

  @Override
  public Availability probe() {
    return Availability.available("the tests' own");
  }

  @Override
  public InferenceBackend open(ModelData model, BackendOptions options) {
    try {
      return new Backend(model, ModelProto.parseFrom(model.onnx()).getGraph());
    } catch (InvalidProtocolBufferException e) {
      throw new BackendException(NAME, "cannot run the model", null, e);
    }
  }

  /** Values of a raster, [channels][height * width]. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Maps(float[][] values, int side) {}

  private static final class Backend extends GatedBackend {
    private final GraphProto graph;
    private final Map<String, float[]> constants = new HashMap<>();
    private final Map<String, TensorProto> tensors = new HashMap<>();

    Backend(ModelData model, GraphProto graph) {
      super(model);
      this.graph = graph;
      for (TensorProto tensor : graph.getInitializerList()) {
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = tensor.getFloatData(i);
        }
        constants.put(tensor.getName(), values);
        tensors.put(tensor.getName(), tensor);
      }
      for (NodeProto node : graph.getNodeList()) {
        if (!List.of("Cast", "Mul", "Conv", "Relu", "Flatten", "Gemm").contains(node.getOpType())) {
          throw new BackendException(NAME, "cannot run " + node.getOpType(), null, null);
        }
      }
    }

    @Override
    protected void runOpen(byte[] rasters, int batch, float[] logits, float[] embeddings) {
      for (int i = 0; i < batch; i++) {
        Map<String, Maps> results = new HashMap<>();
        float[] pixels = new float[pixels()];
        for (int p = 0; p < pixels.length; p++) {
          pixels[p] = rasters[i * pixels.length + p] & 0xff;
        }
        results.put(
            "raster", new Maps(new float[][] {pixels}, (int) Math.round(Math.sqrt(pixels.length))));
        for (NodeProto node : graph.getNodeList()) {
          results.put(node.getOutput(0), apply(node, results.get(node.getInput(0))));
        }
        System.arraycopy(results.get("logits").values()[0], 0, logits, i * labels(), labels());
        if (embeddings != null) {
          int size = embeddingSize();
          System.arraycopy(results.get("embedding").values()[0], 0, embeddings, i * size, size);
        }
      }
    }

    private Maps apply(NodeProto node, Maps in) {
      return switch (node.getOpType()) {
        case "Cast" -> in;
        case "Mul" -> {
          float factor = constants.get(node.getInput(1))[0];
          yield map(in, value -> value * factor);
        }
        case "Conv" -> convolution(node, in);
        case "Relu" -> map(in, value -> Math.max(0, value));
        case "Flatten" -> flatten(in);
        default -> dense(node, in);
      };
    }

    private interface Function {
      float apply(float value);
    }

    private static Maps map(Maps in, Function function) {
      float[][] out = new float[in.values().length][];
      for (int c = 0; c < out.length; c++) {
        out[c] = in.values()[c].clone();
        for (int i = 0; i < out[c].length; i++) {
          out[c][i] = function.apply(out[c][i]);
        }
      }
      return new Maps(out, in.side());
    }

    /** Without padding. */
    private Maps convolution(NodeProto node, Maps in) {
      float[] weights = constants.get(node.getInput(1));
      float[] bias = constants.get(node.getInput(2));
      TensorProto shape = tensors.get(node.getInput(1));
      int kernel = (int) shape.getDims(3);
      int stride = kernel;
      for (AttributeProto attribute : node.getAttributeList()) {
        stride = attribute.getName().equals("strides") ? (int) attribute.getInts(0) : stride;
      }
      int side = (in.side() - kernel) / stride + 1;
      float[][] out = new float[bias.length][side * side];
      for (int c = 0; c < bias.length; c++) {
        for (int at = 0; at < side * side; at++) {
          float sum = bias[c];
          for (int from = 0; from < in.values().length; from++) {
            for (int k = 0; k < kernel * kernel; k++) {
              int y = at / side * stride + k / kernel;
              int x = at % side * stride + k % kernel;
              float weight = weights[(c * in.values().length + from) * kernel * kernel + k];
              sum += in.values()[from][y * in.side() + x] * weight;
            }
          }
          out[c][at] = sum;
        }
      }
      return new Maps(out, side);
    }

    private static Maps flatten(Maps in) {
      int pixels = in.values()[0].length;
      float[] flat = new float[in.values().length * pixels];
      for (int c = 0; c < in.values().length; c++) {
        System.arraycopy(in.values()[c], 0, flat, c * pixels, pixels);
      }
      return new Maps(new float[][] {flat}, 1);
    }

    private Maps dense(NodeProto node, Maps in) {
      float[] weights = constants.get(node.getInput(1));
      float[] out = constants.get(node.getInput(2)).clone();
      float[] values = in.values()[0];
      for (int label = 0; label < out.length; label++) {
        for (int i = 0; i < values.length; i++) {
          out[label] += values[i] * weights[label * values.length + i];
        }
      }
      return new Maps(new float[][] {out}, 1);
    }

    @Override
    protected void release() {}
  }
}
