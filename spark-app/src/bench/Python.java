import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** bench.py as a process that waits for orders, so that its pools are warm; nothing where the machine has no Python. */
final class Python implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/python3"); // Debian's, which has h5py

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private Python(Process process) {
        this.process = process;
        this.orders = process == null ? null : process.outputWriter();
        this.answers = process == null ? null : process.inputReader();
    }

    static Python start(Path script) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            System.err.println("bench: no " + PROGRAM + " here, so there are no ratios.");
            return new Python(null);
        }
        return new Python(new ProcessBuilder(PROGRAM.toString(), script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Has {@code order} carried out, with a folder for its files; null if this Python cannot. */
    Bench.Cost ask(String order, Path folder) throws IOException {
        if (process == null) {
            return null;
        }
        orders.write(order + " " + folder + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("bench.py ended at the order " + order + "; what it said is above.");
        }
        if (answer.startsWith("absent")) {
            System.err.println("bench: Python's " + answer.substring("absent ".length()) + " is not installed, so " + order + " has no ratio.");
            return null;
        }
        String[] seconds = answer.split(" ");
        return new Bench.Cost(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]), Double.parseDouble(seconds[2]));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
