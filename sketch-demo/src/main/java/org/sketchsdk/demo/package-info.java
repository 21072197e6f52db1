/**
 * The web demo, {@code ./sketch demo}: a page to draw on, and the server behind it.
 *
 * <p>{@code DemoServer} puts one {@link org.sketchsdk.infer.SketchClassifier}, which all visitors
 * share, behind a WebSocket and a few HTTP requests. A WebSocket is a {@code DrawingSession} with a
 * {@link org.sketchsdk.infer.LiveSketch} of its own. Messages change the drawing at once; the
 * network runs on a few threads, at most once at a time for a session and so many times a second,
 * for the drawing as it is then. So a server with too much to do answers less often, not later and
 * later.
 *
 * <p>Whatever visitors could have too much of is in {@code Limits}. docs/DEMO.md of the project is
 * the manual, with the messages.
 */
package org.sketchsdk.demo;
