package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only the end of a stream is its end, not that of the thread that reads it. */
@Timeout(600)
class DrainTest {
    /** Five bytes, then {@code end}. */
    private static Drain read(Throwable end) throws InterruptedException {
        Drain drain = Drain.all(new InputStream() {
            private boolean first = true;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (first) {
                    first = false;
                    return 5;
                }
                if (end instanceof Error error) {
                    throw error;
                }
                throw (IOException) end;
            }
        });
        drain.join();
        return drain;
    }

    private static String refusal(Throwable end) throws InterruptedException {
        Drain drain = read(end);
        return assertThrows(ProgramFailedException.class, () -> drain.check("tool")).getMessage();
    }

    @Test
    void aReaderWithoutMemoryIsNotTheEndOfTheStream() throws Exception {
        assertEquals("The stdout of tool could not be read to its end: after 5 bytes came java.lang.OutOfMemoryError: Java heap space. Give more memory"
                + " (TRIALMAP_JAVA_OPTS=-Xmx8g, on a cluster --conf spark.executor.memory=8g), or print less.",
                refusal(new OutOfMemoryError("Java heap space")));
    }

    @Test
    void aReadErrorIsNotTheEndOfTheStream() throws Exception {
        assertEquals("The stdout of tool could not be read to its end: after 5 bytes came java.io.IOException: Input/output error. Run it again.",
                refusal(new IOException("Input/output error")));
    }

    @Test
    void aStreamThatEndedIsWhole() throws Exception {
        Drain drain = Drain.all(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        drain.join();
        drain.check("tool");
        assertArrayEquals(new byte[] {1, 2, 3}, drain.bytes());
    }
}
