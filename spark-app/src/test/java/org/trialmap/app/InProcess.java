package org.trialmap.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.trialmap.Sessions;
import org.trialmap.SparkHome;

/** Commands as users type them, in this process. */
public final class InProcess {
    private InProcess() {}

    public record Ended(int code, String out, String err) {}

    /** Before a test that lets a command start a Spark of its own. */
    public static void noOtherSpark() {
        Sessions.stop();
        SparkHome.ofTests();
    }

    public static Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            int code = Main.run(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }
}
