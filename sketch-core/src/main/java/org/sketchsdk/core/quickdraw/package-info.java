/**
 * The files of the Quick, Draw! data set: {@link org.sketchsdk.core.quickdraw.NdjsonReader} turns
 * NDJSON, simplified or raw, plain or gzip, into {@link
 * org.sketchsdk.core.quickdraw.QuickDrawRecord records}, one at a time and in constant memory,
 * {@link org.sketchsdk.core.quickdraw.BinaryReader} does so for binary files, and {@link
 * org.sketchsdk.core.quickdraw.NdjsonWriter} writes NDJSON.
 *
 * <h2>NDJSON</h2>
 *
 * A file is UTF-8 text, a JSON object a line:
 *
 * <pre>{@code
 * {"word":"cup","countrycode":"GB","timestamp":"2017-03-01 20:41:36.70725 UTC",
 *  "recognized":true,"key_id":"5201136883597312","drawing":[[[0,9],[4,255]],[[7],[8]]]}
 * }</pre>
 *
 * (the example is broken in two lines). The rules:
 *
 * <ul>
 *   <li>A line may start with a byte order mark and end with or without a carriage return. Lines
 *       may be blank, and the last line may lack its line feed. Readers tell gzip by its content,
 *       also with several members.
 *   <li>Fields come in any order. All but {@code drawing} may be missing or null. Unknown fields
 *       are ignored, but must be well-formed JSON. A known field must not be given twice.
 *   <li>A field that only describes the drawing never costs the drawing. Readers take {@code
 *       timestamp} in the form of the data set, by ISO 8601, and as seconds, milliseconds,
 *       microseconds or nanoseconds since 1970; {@code recognized} as a boolean, a number or a
 *       text; {@code key_id} as an unsigned 64-bit number in a text or a number; {@code word} and
 *       {@code countrycode} as a text or a number. Any other value is left out and counted in
 *       {@link org.sketchsdk.core.quickdraw.ReadStats#leftOut()}.
 *   <li>A stroke holds arrays x and y of one length, and t in raw files. Further arrays, such as
 *       pressure, are left out and counted. A stroke without points is dropped and counted; a
 *       drawing may be without strokes. The drawing may also be a text that holds these arrays.
 *   <li>Coordinates are rounded to the nearest {@code float}; those of the raw files, which were
 *       floats, are kept exactly.
 *   <li>Times are milliseconds; fractions are rounded half up. If a time does not fit 32 bits, as
 *       with milli-, micro- or nanoseconds since 1970, all times of the drawing count from its
 *       first one. Times that are not as many numbers as there are points are left out and counted.
 *   <li>Numbers, lines and drawings beyond the limits of {@link
 *       org.sketchsdk.core.quickdraw.ReadOptions} make a line malformed. So do arrays and objects
 *       nested more than 64 deep, numbers of more than 1,000 characters and field names of more
 *       than 256 bytes.
 * </ul>
 *
 * <p>A malformed line does not affect the other lines: {@link
 * org.sketchsdk.core.quickdraw.ReadOptions} decides whether it is thrown, skipped or reported, as a
 * {@link org.sketchsdk.core.quickdraw.DrawingFormatException} with the rule and the place. Every
 * line read is counted in {@link org.sketchsdk.core.quickdraw.ReadStats}. Only two things end a
 * file, under every policy: gzip data that is truncated or corrupt (whatever could be decompressed
 * before is returned first), and content that is not text, which shows in a control character in a
 * malformed line before the first well-formed record.
 *
 * <h2>Binary files</h2>
 *
 * Records follow each other without a header, all numbers unsigned and little-endian: {@code
 * key_id} in 8 bytes, the country's two letters, {@code recognized} in a byte, 0 or 1, seconds
 * since 1970 in 4, the number of strokes in 2, and for each stroke the number of its points in 2,
 * one byte for each x, one byte for each y. The word is not in the file. Zeros behind the last
 * record are padding. Readers tell gzip by its content.
 */
@NullMarked
package org.sketchsdk.core.quickdraw;

import org.jspecify.annotations.NullMarked;
