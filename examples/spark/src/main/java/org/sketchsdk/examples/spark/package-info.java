/**
 * Classifies folders of drawings on a cluster with Apache Spark: {@link
 * org.sketchsdk.examples.spark.ClassifyJob}.
 */
package org.sketchsdk.examples.spark;
