package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.parallel.closure.NotSerializableFunctionException;

/** A plain {@code java}, without any of Spark's {@code --add-opens}: refusals and serial maps are the same. */
class WithoutFlagsTest {
    @TempDir
    Path folder;

    record Holder(String name, Thread thread) implements java.io.Serializable {}

    /** Prints what happens. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(ParallelMap.serial().over(List.of(1, 2)).collect(x -> x * 2));
            Holder holder = new Holder("main", Thread.currentThread());
            try {
                ParallelMap.serial().over(List.of(1, 2)).collect(x -> {
                    LockSupport.unpark(holder.thread());
                    return x;
                });
            } catch (NotSerializableFunctionException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void refusalsNameTheFieldAllTheSame() throws Exception {
        Path out = folder.resolve("out");
        Process plain = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"), Program.class.getName())
                .redirectOutput(out.toFile()).redirectError(folder.resolve("err").toFile()).start();
        assertEquals(0, plain.waitFor(), () -> "exit code; see " + folder);
        String me = WithoutFlagsTest.class.getName();
        assertEquals("[2, 4]\nThe function " + me + "$Program::LAMBDA cannot be serialized: java.lang.Thread is not serializable: the captured variable 'holder' (" + me
                + "$Holder), in its field thread is the one. Make its class implement java.io.Serializable, copy what you need of it into a local variable first, or create it"
                + " inside the function; a large value that does serialize goes by share(value).\n", Files.readString(out).replaceAll("lambda\\$[\\w$]+", "LAMBDA"));
    }
}
