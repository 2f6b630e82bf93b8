package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.support.SumTree;

class SumTreeTest {
    private static double[][] vectors(int n) {
        Random random = new Random(n);
        return IntStream.range(0, n).mapToObj(i -> new double[] {random.nextGaussian() * Math.pow(10, random.nextInt(30)), i}).toArray(double[][]::new);
    }

    private static double[] inOrder(double[][] vectors, List<Integer> order) {
        SumTree tree = new SumTree();
        order.forEach(i -> tree.add(i, vectors[i].clone()));
        return tree.sum();
    }

    @Test
    void itIsTheSumOfATree() {
        double[][] v = vectors(7);
        double expected = ((v[0][0] + v[1][0]) + (v[2][0] + v[3][0])) + ((v[4][0] + v[5][0]) + v[6][0]);
        assertEquals(expected, inOrder(v, List.of(0, 1, 2, 3, 4, 5, 6))[0]);
        assertEquals(21, inOrder(v, List.of(0, 1, 2, 3, 4, 5, 6))[1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 64, 100, 1000})
    void theOrderInWhichVectorsComeDoesNotMatter(int n) {
        double[][] vectors = vectors(n);
        List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, n).boxed().toList());
        double[] expected = inOrder(vectors, order);
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(order, new Random(seed));
            assertArrayEquals(expected, inOrder(vectors, order));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16, 64})
    void subtreesMayBeSummedApart(int block) {
        for (int n : new int[] {1, 3, 7, 8, 63, 65, 200}) {
            double[][] vectors = vectors(n);
            SumTree blocks = new SumTree();
            for (int from = 0; from < n; from += block) {
                SumTree tree = new SumTree();
                for (int i = from; i < Math.min(n, from + block); i++) {
                    tree.add(i - from, vectors[i].clone());
                }
                blocks.add(from / block, tree.sum());
            }
            assertArrayEquals(inOrder(vectors, IntStream.range(0, n).boxed().toList()), blocks.sum(), n + " in blocks of " + block);
        }
    }
}
