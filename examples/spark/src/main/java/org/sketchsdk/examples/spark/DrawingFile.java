package org.sketchsdk.examples.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sketchsdk.core.ink.DrawingFiles;

/**
 * A file of drawings.
 *
 * @param path where it is, as Hadoop writes paths: with a scheme, and nothing percent-encoded
 * @param bytes its size
 */
record DrawingFile(String path, long bytes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What results call the file: a path where it is a local one. */
  String source() {
    URI parsed = new Path(path).toUri();
    return "file".equals(parsed.getScheme()) ? parsed.getPath() : path;
  }

  /**
   * Replaces folders by the files of drawings in them and their folders. The content of a file
   * tells whether it has drawings.
   *
   * @throws FileNotFoundException if a path does not exist, or a folder holds no such file
   */
  static List<DrawingFile> below(List<String> paths, Configuration hadoop) throws IOException {
    List<DrawingFile> files = new ArrayList<>();
    for (String text : paths) {
      Path path = new Path(text);
      FileSystem system = path.getFileSystem(hadoop);
      if (!system.exists(path)) {
        throw new FileNotFoundException("no such file or folder: " + text);
      }
      FileStatus status = system.getFileStatus(path);
      int before = files.size();
      if (status.isDirectory()) {
        addBelow(status, system, files);
      } else {
        add(status, files);
      }
      if (files.size() == before) {
        throw new FileNotFoundException("no file of drawings in folder " + text);
      }
    }
    return files;
  }

  private static void addBelow(FileStatus folder, FileSystem system, List<DrawingFile> files)
      throws IOException {
    for (FileStatus each : system.listStatus(folder.getPath())) {
      String name = each.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue; // what Spark and Hadoop do not read either
      }
      if (each.isDirectory()) {
        addBelow(each, system, files);
      } else if (name.endsWith(".ndjson")
          || name.endsWith(".ndjson.gz") // also a damaged one, which is then reported
          || DrawingFiles.formatOf(system.open(each.getPath()), name).isPresent()) {
        add(each, files);
      }
    }
  }

  private static void add(FileStatus status, List<DrawingFile> files) {
    files.add(new DrawingFile(status.getPath().toString(), status.getLen()));
  }

  /** Deals files out to tasks, so that none gets much more to read than another. */
  static List<List<DrawingFile>> deal(List<DrawingFile> files, int tasks) {
    List<List<DrawingFile>> hands = new ArrayList<>();
    long[] bytes = new long[Math.max(1, Math.min(tasks, files.size()))];
    for (int i = 0; i < bytes.length; i++) {
      hands.add(new ArrayList<>());
    }
    List<DrawingFile> largestFirst = new ArrayList<>(files);
    largestFirst.sort(
        Comparator.comparingLong(DrawingFile::bytes).reversed().thenComparing(DrawingFile::path));
    for (DrawingFile file : largestFirst) {
      int least = 0;
      for (int i = 1; i < bytes.length; i++) {
        least = bytes[i] < bytes[least] ? i : least;
      }
      hands.get(least).add(file);
      bytes[least] += file.bytes();
    }
    return hands;
  }
}
