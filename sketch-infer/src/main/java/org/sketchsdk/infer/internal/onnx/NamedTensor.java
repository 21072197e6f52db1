package org.sketchsdk.infer.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A tensor with its name, as the map that ONNX Runtime asks for. Walking over it allocates nothing:
 * there is one iterator, which starts again at each call. For one thread at a time.
 */
final class NamedTensor extends AbstractMap<String, OnnxTensor> {
  private final Map.Entry<String, OnnxTensor> entry;
  private final Entries entries = new Entries();
  private final Cursor cursor = new Cursor();

  NamedTensor(String name, OnnxTensor tensor) {
    this.entry = Map.entry(name, tensor);
  }

  @Override
  public Set<Map.Entry<String, OnnxTensor>> entrySet() {
    return entries;
  }

  private final class Entries extends AbstractSet<Map.Entry<String, OnnxTensor>> {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Iterator<Map.Entry<String, OnnxTensor>> iterator() {
      cursor.hasNext = true;
      return cursor;
    }
  }

  private final class Cursor implements Iterator<Map.Entry<String, OnnxTensor>> {
    private boolean hasNext;

    @Override
    public boolean hasNext() {
      return hasNext;
    }

    @Override
    public Map.Entry<String, OnnxTensor> next() {
      if (!hasNext) {
        throw new NoSuchElementException();
      }
      hasNext = false;
      return entry;
    }
  }
}
