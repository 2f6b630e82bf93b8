package org.trialmap.app.resident;

import java.io.IOException;
import java.io.InputStream;

/** Empty until it is handed a stream. */
final class HandedInput extends InputStream {
    private volatile InputStream source = InputStream.nullInputStream();

    void handTo(InputStream stream) {
        source = stream;
    }

    @Override
    public int read() throws IOException {
        return source.read();
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        return source.read(into, from, count);
    }

    @Override
    public int available() throws IOException {
        return source.available();
    }
}
