package org.trialmap.app.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** What commands print to: UTF-8, whatever the locale. */
public final class Utf8Writer {
    private Utf8Writer() {}

    public static PrintWriter on(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
