/**
 * Recipes for Android apps, to be copied: a view to draw on, pictures from bitmaps, and models from
 * the assets. The SDK itself needs Android 8.0 (API 26) and no permission.
 */
@NullMarked
package org.sketchsdk.examples.android;

import org.jspecify.annotations.NullMarked;
