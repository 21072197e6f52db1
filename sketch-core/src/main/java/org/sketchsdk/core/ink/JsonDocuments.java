package org.sketchsdk.core.ink;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.text.JsonElements;
import org.sketchsdk.core.internal.text.JsonText;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** A text of JSON values, each of which is one or more drawings. */
final class JsonDocuments implements Documents {
  private final InputStream in;
  private final String source;
  private final JsonElements elements;
  private final JsonText.Reading<List<QuickDrawRecord>> reading;
  private Iterator<QuickDrawRecord> pending = Collections.emptyIterator();
  private long number;

  JsonDocuments(
      InputStream in,
      String source,
      ReadOptions options,
      boolean inArray,
      JsonText.Reading<List<QuickDrawRecord>> reading) {
    this.in = in;
    this.source = source;
    this.elements = new JsonElements(in, source, options.maxDocumentBytes(), inArray);
    this.reading = reading;
  }

  @Override
  public @Nullable QuickDrawRecord read() throws IOException {
    while (!pending.hasNext()) {
      number++;
      JsonText.Element element = elements.next();
      if (element == null) {
        number--;
        return null;
      }
      pending = JsonText.read(element, source, reading).iterator();
      number--;
    }
    number++;
    return pending.next();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
