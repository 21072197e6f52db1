package org.sketchsdk.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Tensors with their names, as the map that ONNX Runtime asks for. Walking over it allocates
 * nothing: there is one iterator, which starts again at each call. For one thread at a time.
 */
final class NamedTensors extends AbstractMap<String, OnnxTensor> {
  private final List<Map.Entry<String, OnnxTensor>> list;
  private final Entries entries = new Entries();
  private final Cursor cursor = new Cursor();

  private NamedTensors(List<Map.Entry<String, OnnxTensor>> list) {
    this.list = list;
  }

  static NamedTensors of(String name, OnnxTensor tensor) {
    return new NamedTensors(List.of(Map.entry(name, tensor)));
  }

  static NamedTensors of(String name, OnnxTensor tensor, String other, OnnxTensor otherTensor) {
    return new NamedTensors(List.of(Map.entry(name, tensor), Map.entry(other, otherTensor)));
  }

  @Override
  public Set<Map.Entry<String, OnnxTensor>> entrySet() {
    return entries;
  }

  private final class Entries extends AbstractSet<Map.Entry<String, OnnxTensor>> {
    @Override
    public int size() {
      return list.size();
    }

    @Override
    public Iterator<Map.Entry<String, OnnxTensor>> iterator() {
      cursor.next = 0;
      return cursor;
    }
  }

  private final class Cursor implements Iterator<Map.Entry<String, OnnxTensor>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < list.size();
    }

    @Override
    public Map.Entry<String, OnnxTensor> next() {
      if (next == list.size()) {
        throw new NoSuchElementException();
      }
      return list.get(next++);
    }
  }
}
