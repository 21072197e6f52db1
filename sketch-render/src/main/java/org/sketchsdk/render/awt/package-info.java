/**
 * Picture files, and the bridge to {@code java.awt}: {@link
 * org.sketchsdk.render.awt.BufferedImages}.
 *
 * <pre>{@code
 * Picture picture = BufferedImages.read(Path.of("photo.png"));
 * Raster seen = InkExtractor.create(RasterOptions.defaults()).extract(picture).raster();
 * byte[] png = BufferedImages.toPng(seen);
 * }</pre>
 *
 * <p>This is the only package of the SDK's libraries that uses {@code java.awt} and {@code
 * javax.imageio}. Nothing else in the libraries refers to it, so it is never loaded where these do
 * not exist, as on Android.
 *
 * <p>The module {@code org.sketchsdk.render} requires the module {@code java.desktop} for compiling
 * only. An application on the module path that uses this package requires {@code java.desktop}
 * itself.
 */
@NullMarked
package org.sketchsdk.render.awt;

import org.jspecify.annotations.NullMarked;
