package org.trialmap.signal.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The points of a map, (time, frequency, channel) with the channels innermost, and which of them touch: the next time, the next frequency, and at the same time and frequency the
 * neighbours of the channel.
 *
 * @param times at least 1
 * @param frequencies at least 1; 1 for maps without
 * @param neighbours per channel the positions of its neighbours; a pair may stand on one side only, and a channel is not its own neighbour
 */
public record PointGrid(int times, int frequencies, int[][] neighbours) implements Serializable {
    public PointGrid {
        if (times < 1 || frequencies < 1 || neighbours.length < 1) {
            throw new IllegalArgumentException("A map of " + times + " times, " + frequencies + " frequencies and " + neighbours.length + " channels has no points.");
        }
        neighbours = symmetric(neighbours);
        Math.multiplyExact(Math.multiplyExact(times, frequencies), neighbours.length);
    }

    private static int[][] symmetric(int[][] given) {
        boolean[][] joined = new boolean[given.length][given.length];
        for (int c = 0; c < given.length; c++) {
            for (int other : given[c]) {
                joined[c][other] = other != c;
                joined[other][c] = other != c;
            }
        }
        int[][] all = new int[given.length][given.length];
        for (int c = 0; c < given.length; c++) {
            int count = 0;
            for (int other = 0; other < given.length; other++) {
                if (joined[c][other]) {
                    all[c][count++] = other;
                }
            }
            all[c] = Arrays.copyOf(all[c], count);
        }
        return all;
    }

    /** Channels that are not joined. */
    public static PointGrid apart(int times, int frequencies, int channels) {
        return new PointGrid(times, frequencies, new int[channels][0]);
    }

    public int channels() {
        return neighbours.length;
    }

    public int points() {
        return times * frequencies * channels();
    }
}
