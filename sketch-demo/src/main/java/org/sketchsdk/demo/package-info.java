/**
 * The web demo: a page that classifies drawings while you draw.
 *
 * <p>The browser sends strokes or camera pictures over a WebSocket. Each connection has its own
 * drawing and its own taught classes. All connections share the classifiers. {@code docs/DEMO.md}
 * is the manual.
 */
@NullMarked
package org.sketchsdk.demo;

import org.jspecify.annotations.NullMarked;
