/**
 * The files of the Quick, Draw! data set.
 *
 * <pre>{@code
 * try (NdjsonReader reader = NdjsonReader.open(Path.of("cat.ndjson.gz"))) {
 *   for (QuickDrawRecord record; (record = reader.next()) != null; ) {
 *     System.out.println(record.word() + " " + record.drawing());
 *   }
 * }
 * }</pre>
 *
 * <p>{@link org.sketchsdk.core.quickdraw.NdjsonReader} reads NDJSON, simplified or raw, plain or
 * gzip. {@link org.sketchsdk.core.quickdraw.BinaryReader} reads the binary files. Both return one
 * {@link org.sketchsdk.core.quickdraw.QuickDrawRecord} at a time and need constant memory. {@link
 * org.sketchsdk.core.quickdraw.NdjsonWriter} writes NDJSON. {@link
 * org.sketchsdk.core.quickdraw.ReadOptions} sets limits and filters, and says what happens to
 * malformed lines.
 *
 * <h2>NDJSON</h2>
 *
 * A file is UTF-8 text with one JSON object per line:
 *
 * <pre>{@code
 * {"word":"cup","countrycode":"GB","timestamp":"2017-03-01 20:41:36.70725 UTC",
 *  "recognized":true,"key_id":"5201136883597312","drawing":[[[0,9],[4,255]],[[7],[8]]]}
 * }</pre>
 *
 * (shown here as two lines). The rules:
 *
 * <ul>
 *   <li>A byte order mark, line ends with or without a carriage return, blank lines, and a last
 *       line without a line feed are accepted. The content decides whether a file is gzip, not its
 *       name. A gzip file may have several members.
 *   <li>Fields may come in any order. All fields except {@code drawing} may be missing or null.
 *       Unknown fields are ignored, but must be well-formed JSON. A known field must not occur
 *       twice.
 *   <li>A field that only describes the drawing never costs the drawing. Readers accept:
 *       <ul>
 *         <li>{@code timestamp} in the form of the data set, as ISO 8601, and as seconds,
 *             milliseconds, microseconds or nanoseconds since 1970;
 *         <li>{@code recognized} as a boolean, a number or a text;
 *         <li>{@code key_id} as an unsigned 64-bit number, in a text or as a number;
 *         <li>{@code word} and {@code countrycode} as a text or a number.
 *       </ul>
 *       Any other value is left out and counted in {@link
 *       org.sketchsdk.core.quickdraw.ReadStats#leftOut()}.
 *   <li>A stroke consists of the arrays x and y, and t in raw files, all of the same length.
 *       Further arrays, such as pressure, are left out and counted. A stroke without points is
 *       dropped and counted. A drawing may have no strokes. The drawing may also be a text that
 *       contains these arrays.
 *   <li>Coordinates are rounded to the nearest {@code float}. Those of the raw files were floats
 *       and stay exact.
 *   <li>Times are milliseconds; fractions are rounded half up. If a time does not fit 32 bits, as
 *       with milliseconds since 1970, all times of the drawing count from its first time. If the
 *       number of times differs from the number of points, the times are left out and counted.
 *   <li>A line is malformed if it exceeds a limit: the limits of {@link
 *       org.sketchsdk.core.quickdraw.ReadOptions}, 64 nested arrays and objects, 1,000 characters
 *       per number, 256 bytes per field name.
 * </ul>
 *
 * <p>A malformed line does not affect the other lines. {@link
 * org.sketchsdk.core.quickdraw.ReadOptions} decides whether it is thrown, skipped or reported. The
 * {@link org.sketchsdk.core.quickdraw.DrawingFormatException} says the rule and the place. {@link
 * org.sketchsdk.core.quickdraw.ReadStats} counts every line. Two problems end a file with any
 * options: truncated or corrupt gzip data (the records before the defect are returned first), and
 * content that is not text, which is a malformed line with a control character before the first
 * well-formed record.
 *
 * <h2>Binary files</h2>
 *
 * Records follow each other without a header. All numbers are unsigned and little-endian:
 *
 * <ol>
 *   <li>{@code key_id}, 8 bytes
 *   <li>country code, 2 letters
 *   <li>{@code recognized}, 1 byte, 0 or 1
 *   <li>seconds since 1970, 4 bytes
 *   <li>number of strokes, 2 bytes
 *   <li>for each stroke: the number of points in 2 bytes, one byte per x, one byte per y
 * </ol>
 *
 * <p>The word is not in the file. Zeros after the last record are padding. The content decides
 * whether a file is gzip.
 */
@NullMarked
package org.sketchsdk.core.quickdraw;

import org.jspecify.annotations.NullMarked;
