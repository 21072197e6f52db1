package org.sketchsdk.render.internal.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Follows a skeleton's lines: where they meet, each goes on the straightest way. Coordinates are
 * those of the skeleton's pixels, a pixel's center being a whole number.
 */
public final class StrokeTracer {
  // Most lines that are made to cross in one point.
  private static final int MAX_MEETING = 8;

  private static final int PRUNING_ROUNDS = 5;

  // Where more lines than this meet, none goes on in another: that is a mesh, no crossing.
  private static final int MAX_JOINED = 32;

  private final Mask skeleton;
  private final float halfPenPx;
  private final int[] node; // of each pixel, 0 none
  private final boolean[] visited;
  private float[] nodeX = {};
  private float[] nodeY = {};
  private float[] nodeDepth = {};
  private final List<Edge> edges = new ArrayList<>();

  private StrokeTracer(Mask skeleton, float halfPenPx, Scratch scratch) {
    this.skeleton = skeleton;
    this.halfPenPx = halfPenPx;
    this.node = scratch.ints(skeleton.set.length);
    Arrays.fill(node, 0);
    this.visited = new boolean[skeleton.set.length];
  }

  /**
   * Returns the lines.
   *
   * @param skeleton lines of one pixel
   * @param depth squared distance of each pixel to the outside of what was thinned
   * @param halfPenPx half the usual width of a line
   * @param scratch arrays for the work
   * @param budget what joining lines at crossings may cost: when it is spent, the others end there
   */
  public static List<Polyline> trace(
      Mask skeleton, int[] depth, float halfPenPx, Scratch scratch, Budget budget) {
    StrokeTracer tracer = new StrokeTracer(skeleton, halfPenPx, scratch);
    List<Polyline> lines = new ArrayList<>();
    tracer.findNodes(depth, lines, scratch);
    tracer.findEdges();
    tracer.prune(depth);
    tracer.retreat(depth);
    tracer.contract();
    tracer.findLoops(lines);
    tracer.join(lines, budget);
    scratch.give(tracer.node);
    return lines;
  }

  /** A line from one node to another, with the nodes themselves at its ends. */
  private static final class Edge {
    int from;
    int to;
    Polyline line;

    Edge(int from, int to, Polyline line) {
      this.from = from;
      this.to = to;
      this.line = line;
    }
  }

  private void findNodes(int[] depth, List<Polyline> dots, Scratch scratch) {
    int[] step = skeleton.neighbors();
    int[] pixels = skeleton.members();
    Mask junctions = new Mask(skeleton.width, skeleton.height);
    for (int i : pixels) {
      junctions.set[i] = neighborCount(i, step) > 2;
    }
    Mask.Components groups = junctions.components(scratch.ints(junctions.set.length));
    int count = groups.count();
    for (int i : pixels) {
      if (junctions.set[i]) {
        node[i] = groups.label()[i];
        continue;
      }
      int neighbors = neighborCount(i, step);
      if (neighbors == 0) {
        Polyline dot = new Polyline();
        dot.add(xOf(i), yOf(i));
        dots.add(dot);
      } else if (neighbors == 1) {
        node[i] = ++count;
      }
    }
    scratch.give(groups.label());
    nodeX = new float[count + 1];
    nodeY = new float[count + 1];
    nodeDepth = new float[count + 1];
    int[] members = new int[count + 1];
    for (int i : pixels) {
      int k = node[i];
      nodeX[k] += xOf(i);
      nodeY[k] += yOf(i);
      nodeDepth[k] = Math.max(nodeDepth[k], (float) Math.sqrt(depth[i]));
      members[k]++;
    }
    for (int k = 1; k <= count; k++) {
      nodeX[k] /= members[k];
      nodeY[k] /= members[k];
    }
  }

  private int neighborCount(int i, int[] step) {
    int count = 0;
    for (int offset : step) {
      if (skeleton.set[i + offset]) {
        count++;
      }
    }
    return count;
  }

  private int xOf(int i) {
    return i % skeleton.width;
  }

  private int yOf(int i) {
    return i / skeleton.width;
  }

  private void findEdges() {
    int[] step = skeleton.neighbors();
    for (int i : skeleton.members()) {
      if (node[i] == 0) {
        continue;
      }
      for (int offset : step) {
        int next = i + offset;
        if (!skeleton.set[next]) {
          continue;
        }
        if (node[next] == 0) {
          if (!visited[next]) {
            follow(i, next, step);
          }
        } else if (node[next] != node[i]
            && i < next
            && neighborCount(i, step) == 1
            && neighborCount(next, step) == 1) {
          Polyline line = new Polyline();
          line.add(xOf(i), yOf(i));
          line.add(xOf(next), yOf(next));
          edges.add(new Edge(node[i], node[next], line));
        }
      }
    }
  }

  /** Follows pixels with two neighbors from a node until the next one. */
  private void follow(int start, int first, int[] step) {
    Polyline line = new Polyline();
    line.add(nodeX[node[start]], nodeY[node[start]]);
    int previous = start;
    int current = first;
    while (node[current] == 0) {
      visited[current] = true;
      line.add(xOf(current), yOf(current));
      int next = other(current, previous, step);
      previous = current;
      current = next;
    }
    line.add(nodeX[node[current]], nodeY[node[current]]);
    if (line.size > 3 || node[start] != node[current]) {
      edges.add(new Edge(node[start], node[current], line));
    }
  }

  /** The neighbor of a pixel with two neighbors that is not the given one. */
  private int other(int i, int known, int[] step) {
    for (int offset : step) {
      int next = i + offset;
      if (skeleton.set[next] && next != known) {
        return next;
      }
    }
    throw new IllegalStateException("pixel " + i + " has fewer than two neighbors");
  }

  private void findLoops(List<Polyline> loops) {
    int[] step = skeleton.neighbors();
    for (int i : skeleton.members()) {
      if (node[i] != 0 || visited[i] || neighborCount(i, step) != 2) {
        continue;
      }
      Polyline line = new Polyline();
      int previous = i;
      int current = i;
      do {
        visited[current] = true;
        line.add(xOf(current), yOf(current));
        int next = other(current, previous, step);
        previous = current;
        current = next;
      } while (current != i);
      line.add(xOf(i), yOf(i));
      loops.add(line);
    }
  }

  private int[] degrees() {
    int[] degree = new int[nodeX.length];
    for (Edge edge : edges) {
      degree[edge.from]++;
      degree[edge.to]++;
    }
    return degree;
  }

  /**
   * Removes branches whose disc of ink at the tip hardly leaves the disc at their junction,
   * shortest first, and again while that turns forks at the ends of branches into branches.
   */
  private void prune(int[] depth) {
    for (int round = 0; round < PRUNING_ROUNDS; round++) {
      int[] degree = degrees();
      List<Edge> spurs = new ArrayList<>();
      for (Edge edge : edges) {
        boolean tipFirst = degree[edge.from] == 1;
        if (tipFirst == (degree[edge.to] == 1)) {
          continue;
        }
        int tip = tipFirst ? 0 : edge.line.size - 1;
        int base = tipFirst ? edge.to : edge.from;
        float beyond =
            edge.line.distance(0, edge.line.size - 1)
                + depthAt(edge.line, tip, depth)
                - nodeDepth[base];
        if (beyond < 0.6f * halfPenPx + 1 && edge.line.length() < 3 * nodeDepth[base] + 2) {
          spurs.add(edge);
        }
      }
      spurs.sort((a, b) -> Float.compare(a.line.length(), b.line.length()));
      Set<Edge> removed = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Edge edge : spurs) {
        int base = degree[edge.from] == 1 ? edge.to : edge.from;
        if (degree[base] > 2) {
          degree[base]--;
          removed.add(edge);
        }
      }
      if (removed.isEmpty()) {
        return;
      }
      edges.removeIf(removed::contains);
      fuse();
    }
  }

  /** Makes one edge of two where only they meet. */
  private void fuse() {
    int[] partner = new int[2 * edges.size()];
    Arrays.fill(partner, -1);
    for (List<Integer> meeting : endsOfNodes()) {
      if (meeting.size() == 2) {
        partner[meeting.get(0)] = meeting.get(1);
        partner[meeting.get(1)] = meeting.get(0);
      }
    }
    List<Edge> chains = chains(partner);
    edges.clear();
    edges.addAll(chains);
  }

  /** Draws free ends back to the first disc of ink that covers those beyond it. */
  private void retreat(int[] depth) {
    int[] degree = degrees();
    for (Edge edge : edges) {
      if (degree[edge.from] == 1) {
        edge.line.dropFirst(covered(edge.line, depth));
      }
      if (degree[edge.to] == 1) {
        edge.line.reverse();
        edge.line.dropFirst(covered(edge.line, depth));
        edge.line.reverse();
      }
    }
  }

  private int covered(Polyline line, int[] depth) {
    float tip = depthAt(line, 0, depth);
    int last = 0;
    float traveled = 0;
    for (int i = 1; i < line.size - 1; i++) {
      traveled += line.distance(i - 1, i);
      float here = depthAt(line, i, depth);
      if (traveled > 2 * halfPenPx + 2) {
        break;
      }
      if (line.distance(0, i) + tip <= here + 0.5f) {
        last = i;
      }
    }
    return last;
  }

  private float depthAt(Polyline line, int i, int[] depth) {
    int x = (int) (line.x[i] + 0.5f);
    int y = (int) (line.y[i] + 0.5f);
    return (float) Math.sqrt(depth[y * skeleton.width + x]);
  }

  /** Makes one crossing of two junctions that a thick crossing was thinned to. */
  private void contract() {
    int[] degree = degrees();
    int[] merged = new int[degree.length];
    for (int k = 0; k < merged.length; k++) {
      merged[k] = k;
    }
    List<Edge> kept = new ArrayList<>();
    for (Edge edge : edges) {
      int a = root(merged, edge.from);
      int b = root(merged, edge.to);
      boolean shared = degree[a] > 2 && degree[b] > 2 && degree[a] + degree[b] <= MAX_MEETING + 2;
      if (a != b && shared && edge.line.length() <= 2 * halfPenPx + 2) {
        nodeX[a] = (nodeX[a] + nodeX[b]) / 2;
        nodeY[a] = (nodeY[a] + nodeY[b]) / 2;
        degree[a] += degree[b] - 2;
        merged[b] = a;
      } else {
        kept.add(edge);
      }
    }
    edges.clear();
    for (Edge edge : kept) {
      edge.from = root(merged, edge.from);
      edge.to = root(merged, edge.to);
      edges.add(edge);
    }
    degree = degrees();
    for (Edge edge : edges) {
      if (degree[edge.from] > 2) {
        edge.line.leadFrom(nodeX[edge.from], nodeY[edge.from], halfPenPx + 1);
      }
      if (degree[edge.to] > 2) {
        edge.line.reverse();
        edge.line.leadFrom(nodeX[edge.to], nodeY[edge.to], halfPenPx + 1);
        edge.line.reverse();
      }
    }
  }

  private static int root(int[] merged, int k) {
    int root = k;
    while (merged[root] != root) {
      root = merged[root];
    }
    merged[k] = root;
    return root;
  }

  /** Joins the edges that meet in a node two by two, the straightest pair first. */
  private void join(List<Polyline> lines, Budget budget) {
    int ends = 2 * edges.size();
    float[] outX = new float[ends];
    float[] outY = new float[ends];
    float reach = 3 * halfPenPx + 3;
    for (int end = 0; end < ends; end++) {
      float[] out = edges.get(end / 2).line.direction(reach, end % 2 != 0);
      outX[end] = out[0];
      outY[end] = out[1];
    }
    int[] partner = new int[ends];
    Arrays.fill(partner, -1);
    for (List<Integer> meeting : endsOfNodes()) {
      // Each round looks at all pairs, and there are no more rounds than half of the ends.
      long meets = meeting.size();
      if (meeting.size() <= MAX_JOINED && budget.take(meets * meets * meets / 4 + 1)) {
        pair(meeting, outX, outY, partner);
      }
    }
    for (Edge chain : chains(partner)) {
      lines.add(chain.line);
    }
  }

  /** For each node the ends there: 2 e is the first end of edge e, 2 e + 1 its last. */
  private List<List<Integer>> endsOfNodes() {
    List<List<Integer>> endsOf = new ArrayList<>();
    for (int k = 0; k < nodeX.length; k++) {
      endsOf.add(new ArrayList<>(0));
    }
    for (int e = 0; e < edges.size(); e++) {
      endsOf.get(edges.get(e).from).add(2 * e);
      endsOf.get(edges.get(e).to).add(2 * e + 1);
    }
    return endsOf;
  }

  /** Strings edges together, each end with its partner, -1 none. */
  private List<Edge> chains(int[] partner) {
    List<Edge> chains = new ArrayList<>();
    boolean[] used = new boolean[edges.size()];
    for (int end = 0; end < partner.length; end++) {
      if (partner[end] < 0 && !used[end / 2]) {
        chains.add(walk(end, partner, used));
      }
    }
    for (int end = 0; end < partner.length; end += 2) {
      if (!used[end / 2]) {
        chains.add(walk(end, partner, used));
      }
    }
    return chains;
  }

  private static void pair(List<Integer> meeting, float[] outX, float[] outY, int[] partner) {
    float limit = meeting.size() == 2 ? 2 : -0.6f;
    while (true) {
      int bestA = -1;
      int bestB = -1;
      float best = limit;
      for (int i = 0; i < meeting.size(); i++) {
        for (int j = i + 1; j < meeting.size(); j++) {
          int a = meeting.get(i);
          int b = meeting.get(j);
          float cosine = outX[a] * outX[b] + outY[a] * outY[b];
          if (partner[a] < 0 && partner[b] < 0 && cosine < best) {
            best = cosine;
            bestA = a;
            bestB = b;
          }
        }
      }
      if (bestA < 0) {
        return;
      }
      partner[bestA] = bestB;
      partner[bestB] = bestA;
    }
  }

  private Edge walk(int start, int[] partner, boolean[] used) {
    Polyline line = new Polyline();
    int from = nodeAt(start);
    int to = from;
    int end = start;
    while (end >= 0 && !used[end / 2]) {
      used[end / 2] = true;
      line.append(edges.get(end / 2).line, end % 2 != 0);
      to = nodeAt(end ^ 1);
      end = partner[end ^ 1];
    }
    return new Edge(from, to, line);
  }

  private int nodeAt(int end) {
    Edge edge = edges.get(end / 2);
    return end % 2 == 0 ? edge.from : edge.to;
  }
}
