package org.trialmap.analysis.support;

import java.util.Map;
import java.util.TreeMap;

/**
 * The sum of vectors in the order of a binary tree over their numbers: 0 + 1, 2 + 3, (0 + 1) + (2 + 3), ... It depends on the numbers alone, not on the
 * order in which vectors come, nor on whether neighbours (2^k of them, the first a multiple of that) have been summed by a tree of their own. Of n
 * vectors that come in order it holds log2(n).
 */
public final class SumTree {
    private final Map<Node, double[]> nodes = new TreeMap<>();

    /** Subtree number {@code index} of those with 2^level leaves. */
    private record Node(int level, int index) implements Comparable<Node> {
        /** From right to left. */
        @Override
        public int compareTo(Node other) {
            int byPlace = Long.compare((long) other.index << other.level, (long) index << level);
            return byPlace != 0 ? byPlace : Integer.compare(level, other.level);
        }
    }

    /** Takes over the vector with that number. */
    public void add(int index, double[] vector) {
        int level = 0;
        double[] sum = vector;
        for (double[] sibling; (sibling = nodes.remove(new Node(level, index ^ 1))) != null; level++, index >>= 1) {
            sum = index % 2 == 0 ? added(sum, sibling) : added(sibling, sum);
        }
        nodes.put(new Node(level, index), sum);
    }

    /** The sum of all that were added, at least one; a tree that is not full is summed from its right end. */
    public double[] sum() {
        double[] sum = null;
        for (double[] left : nodes.values()) {
            sum = sum == null ? left : added(left, sum);
        }
        return sum;
    }

    private static double[] added(double[] left, double[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }
}
