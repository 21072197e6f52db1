/**
 * Drawings and predictions as JSON, for applications that use Jackson's databind.
 *
 * <pre>{@code
 * ObjectMapper mapper = JsonMapper.builder().addModule(new SketchModule()).build();
 * Drawing drawing = mapper.readValue("[[[20, 80], [50, 50]]]", Drawing.class);
 * try (SketchClassifier classifier = SketchClassifier.load()) {
 *   String json = mapper.writeValueAsString(classifier.classify(drawing));
 * }
 * }</pre>
 *
 * <p>{@code ObjectMapper.findAndRegisterModules()} finds the module, and so does Spring Boot.
 *
 * <table>
 * <caption>The form of each type</caption>
 * <tr><th>type</th><th>JSON</th><th>read</th></tr>
 * <tr><td>{@code Drawing}</td><td>an array of strokes, as the field {@code drawing} of the
 *     Quick, Draw! files</td><td>yes</td></tr>
 * <tr><td>{@code Stroke}</td><td>{@code [[x, …], [y, …]]} or {@code [[x, …], [y, …], [t, …]]}, t in
 *     whole milliseconds</td><td>yes</td></tr>
 * <tr><td>{@code Prediction}</td><td>{@code {"verdict": "RECOGNIZED", "candidates": [{"label": "cat",
 *     "probability": 0.9}, …]}}, and {@code "leftOut": [3]} if strokes were left out</td><td>yes, but
 *     {@code leftOut} is ignored</td></tr>
 * <tr><td>{@code PicturePrediction}</td><td>{@code {"prediction": {…}, "diagnostics": ["LOW_CONTRAST"],
 *     "drawing": […]}}</td><td>no</td></tr>
 * </table>
 *
 * <p>JSON that breaks a rule or passes a limit is a {@code JsonMappingException}, whose message
 * gives the rule, the value and the limit's setting. Coordinates are written as whole numbers where
 * they are whole, and with the digits that tell a {@code float} from others elsewhere: reading
 * gives an equal drawing.
 */
@NullMarked
package org.sketchsdk.jackson;

import org.jspecify.annotations.NullMarked;
