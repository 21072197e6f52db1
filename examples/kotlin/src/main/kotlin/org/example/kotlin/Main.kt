package org.example.kotlin

import org.sketchsdk.core.Drawing
import org.sketchsdk.core.Stroke
import org.sketchsdk.infer.Prediction.Verdict
import org.sketchsdk.infer.SketchClassifier

fun main() {
    val house = drawing {
        stroke(20 to 100, 20 to 50, 80 to 50, 80 to 100, 20 to 100)
        stroke(10 to 50, 50 to 10, 90 to 50)
        +Stroke.ofPoints(45.0, 100.0, 45.0, 75.0, 55.0, 75.0, 55.0, 100.0)
    }
    // A drawing is an Iterable: for, map, sumOf and all the others work.
    for (stroke in house) {
        println("stroke of ${stroke.size()} points, from ${stroke.points.first()}")
    }
    println("points: ${house.sumOf { it.size() }}")

    // SketchClassifier is Closeable, and shared by all threads.
    SketchClassifier.load().use { classifier ->
        val prediction = classifier(house)
        println("${prediction.verdict()}: ${prediction.label}")
        for ((label, probability) in prediction.candidates()) {
            check(probability in 0.0..1.0) { label }
        }
        val what =
            when (prediction.verdict()) {
                Verdict.RECOGNIZED, Verdict.UNCERTAIN -> prediction.label ?: error("there is ink")
                Verdict.UNKNOWN -> "nothing that I know"
                Verdict.EMPTY -> "nothing yet"
            }
        println("this is $what")
        println("nothing: ${classifier(Drawing.empty()).label}")

        val live = classifier.live()
        for (stroke in house) {
            live.add(stroke)
        }
        println("so far: ${live.prediction().label}")
    }
}

// Components of Java records are properties in Kotlin, but not for destructuring.
private operator fun org.sketchsdk.infer.Prediction.Candidate.component1() = label

private operator fun org.sketchsdk.infer.Prediction.Candidate.component2() = probability
