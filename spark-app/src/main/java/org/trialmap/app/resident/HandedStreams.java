package org.trialmap.app.resident;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The three streams of a process that takes those of a launcher: the same terminal or pipes, opened by way of {@code /proc}. */
final class HandedStreams {
    private final HandedInput in = new HandedInput();
    private final HandedOutput out = new HandedOutput();
    private final HandedOutput err = new HandedOutput();

    /** Puts them in the places of System.in, System.out and System.err, before anybody keeps one of those. */
    void install() {
        System.setIn(in);
        System.setOut(out.printer(charset("stdout")));
        System.setErr(err.printer(charset("stderr")));
    }

    private static Charset charset(String stream) {
        return Stream.of(stream + ".encoding", "sun." + stream + ".encoding").map(System::getProperty).filter(name -> name != null).map(Charset::forName).findFirst()
                .orElse(Charset.defaultCharset());
    }

    /**
     * Takes those of a process.
     *
     * @param process its folder in {@code /proc}
     * @throws IOException if one of them cannot be opened a second time (a socket, another account's terminal), or is a file, where that would have a position of its own
     */
    void take(Path process) throws IOException {
        List<Path> streams = Stream.of(0, 1, 2).map(number -> process.resolve("fd").resolve(Integer.toString(number))).toList();
        for (Path stream : streams) {
            if (Files.isRegularFile(stream)) {
                throw new IOException(stream + " is a file.");
            }
        }
        in.handTo(new BufferedInputStream(Files.newInputStream(streams.get(0))));
        out.handTo(Files.newOutputStream(streams.get(1), StandardOpenOption.WRITE));
        err.handTo(Files.newOutputStream(streams.get(2), StandardOpenOption.WRITE));
        System.setProperty("trialmap.stderr", streams.get(2).toString());
    }

    /** Nothing more reaches the launcher's streams, and nobody waits for their ends because of this process. */
    void close() {
        System.out.flush();
        System.err.flush();
        for (HandedOutput stream : List.of(out, err)) {
            try {
                stream.close();
            } catch (IOException e) {
                continue; // its reader has gone
            }
        }
    }
}
