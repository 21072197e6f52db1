package org.sketchsdk.core.quickdraw;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The remaining records of a reader, as a stream. */
final class RecordSpliterator extends Spliterators.AbstractSpliterator<QuickDrawRecord> {
  /** The {@code next} method of a reader. */
  interface Source {
    @Nullable QuickDrawRecord next() throws IOException;
  }

  private final Source source;

  private RecordSpliterator(Source source) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.source = source;
  }

  /** Returns the stream, which closes the reader when it is closed itself. */
  static Stream<QuickDrawRecord> stream(Source source, Closeable reader) {
    return StreamSupport.stream(new RecordSpliterator(source), false)
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Override
  public boolean tryAdvance(Consumer<? super QuickDrawRecord> action) {
    QuickDrawRecord record;
    try {
      record = source.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (record == null) {
      return false;
    }
    action.accept(record);
    return true;
  }
}
