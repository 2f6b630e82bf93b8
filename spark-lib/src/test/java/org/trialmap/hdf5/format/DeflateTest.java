package org.trialmap.hdf5.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
    private static final byte[] NOISE = new byte[5000];

    static {
        new Random(3).nextBytes(NOISE);
        Arrays.fill(NOISE, 1000, 3000, (byte) 7);
    }

    private static byte[] stream(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] stream = new byte[content.length + 100];
        int count = deflater.deflate(stream);
        deflater.end();
        return Arrays.copyOf(stream, count);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4999, 5000, 5001, 100_000})
    void theContentIsThereWhateverItsLengthWasThoughtToBe(int bytes) throws DataFormatException {
        assertArrayEquals(NOISE, Deflate.inflated(stream(NOISE), bytes));
        assertArrayEquals(new byte[0], Deflate.inflated(stream(new byte[0]), bytes));
    }

    @Test
    void whatEndsTooEarlyOrIsDamagedIsRefused() {
        byte[] stream = stream(NOISE);
        for (int length : new int[] {0, 1, 100, stream.length - 1}) {
            assertEquals("it ends too early", assertThrows(DataFormatException.class, () -> Deflate.inflated(Arrays.copyOf(stream, length), 5000)).getMessage());
        }
        byte[] damaged = stream.clone();
        damaged[stream.length - 2] ^= 1;
        assertEquals("incorrect data check", assertThrows(DataFormatException.class, () -> Deflate.inflated(damaged, 5000)).getMessage());
    }
}
