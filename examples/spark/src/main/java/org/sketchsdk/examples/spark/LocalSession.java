package org.sketchsdk.examples.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Spark as spark-submit has set it up, or else two threads of this JVM that nobody can reach. */
final class LocalSession {
  private LocalSession() {}

  static SparkSession open(String name) {
    SparkConf conf = new SparkConf().setAppName(name);
    if (!conf.contains("spark.master")) {
      conf.setMaster("local[2]");
      conf.set("spark.driver.host", "127.0.0.1");
      conf.set("spark.driver.bindAddress", "127.0.0.1");
      conf.set("spark.ui.enabled", "false");
      // small results: two hundred shuffle partitions would only cost time
      conf.set("spark.sql.shuffle.partitions", "2");
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Stops Spark, if it runs. */
  static void stop() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
  }
}
