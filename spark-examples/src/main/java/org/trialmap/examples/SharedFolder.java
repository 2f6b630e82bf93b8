package org.trialmap.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder in the working directory, which the nodes of a cluster share as a rule, as they do not share /tmp. It is removed with what is in it. */
record SharedFolder(Path path) implements AutoCloseable {
    static SharedFolder create(String name) throws IOException {
        return new SharedFolder(Files.createTempDirectory(Path.of("").toAbsolutePath(), name));
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
