package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trialmap.References;

/** Held against NumPy. */
class SeedSequenceTest {
    @Test
    void statesAreNumPysForAnySeedAndKey() {
        List<String> pairs = new ArrayList<>();
        StringBuilder ours = new StringBuilder();
        long[] seeds = {0, 1, 42, (1L << 32) - 1, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE, -1, -2};
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            long seed = round < seeds.length ? seeds[round] : random.nextLong() >>> random.nextInt(64);
            int key = round < 20 ? (round % 2 == 0 ? 0 : Integer.MAX_VALUE) : random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31);
            pairs.add(Long.toUnsignedString(seed) + "," + key);
            for (long word : new SeedSequence(seed, key).state(5)) {
                ours.append(Long.toUnsignedString(word)).append('\n');
            }
        }
        String script = """
                import sys, numpy as np
                for pair in sys.argv[1:]:
                    seed, key = map(int, pair.split(','))
                    for word in np.random.SeedSequence(seed, spawn_key=(key,)).generate_state(5, np.uint64): print(word)
                """;
        assertEquals(References.python(script, pairs.toArray(String[]::new)), ours.toString());
    }
}
