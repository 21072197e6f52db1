package org.example.kotlin

import org.sketchsdk.core.Drawing
import org.sketchsdk.core.Stroke
import org.sketchsdk.infer.Classifier
import org.sketchsdk.infer.Prediction

/** Strokes, one after the other. */
@DslMarker
annotation class SketchDsl

/** Collects the strokes of [drawing]. */
@SketchDsl
class DrawingScope internal constructor() {
    internal val builder: Drawing.Builder = Drawing.builder()

    /** A stroke through points: `stroke(20 to 50, 80 to 50)`. */
    fun stroke(vararg points: Pair<Number, Number>) {
        require(points.isNotEmpty()) { "a stroke needs at least one point" }
        points.forEachIndexed { i, (x, y) ->
            if (i == 0) builder.moveTo(x.toDouble(), y.toDouble())
            else builder.lineTo(x.toDouble(), y.toDouble())
        }
    }

    /** Adds a stroke that is there already. */
    operator fun Stroke.unaryPlus() {
        builder.add(this)
    }
}

/** Builds a drawing: `drawing { stroke(0 to 0, 10 to 10) }`. */
fun drawing(strokes: DrawingScope.() -> Unit): Drawing = DrawingScope().apply(strokes).builder.build()

/** The points of a stroke: `for ((x, y) in stroke.points)`. */
val Stroke.points: List<Pair<Float, Float>>
    get() = List(size()) { x(it) to y(it) }

/** The label of the first candidate, or null where there is no ink. */
val Prediction.label: String?
    get() = top().map { it.label }.orElse(null)

/** Asks: `classifier(drawing)`. */
operator fun Classifier.invoke(drawing: Drawing): Prediction = classify(drawing)
