package org.trialmap.app.resident;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Goes nowhere until it is handed a stream, so that whoever keeps it from the start of a process writes to the right one later. */
final class HandedOutput extends OutputStream {
    private static final int JAVAS_OWN_BUFFER = 128;

    private volatile OutputStream target = OutputStream.nullOutputStream();

    /** As Java itself makes {@code System.out}. */
    PrintStream printer(Charset charset) {
        return new PrintStream(new BufferedOutputStream(this, JAVAS_OWN_BUFFER), true, charset);
    }

    void handTo(OutputStream stream) {
        target = stream;
    }

    @Override
    public void write(int b) throws IOException {
        target.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        target.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /** What is written from now on goes nowhere. */
    @Override
    public void close() throws IOException {
        OutputStream last = target;
        target = OutputStream.nullOutputStream();
        last.close();
    }
}
