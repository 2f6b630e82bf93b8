package org.trialmap.app.resident;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Size and time of all files that decide which program a command is: Java, jars, launcher, settings. */
record Installation(Map<String, String> files) {
    Installation {
        files = Map.copyOf(files);
    }

    /**
     * @param environment for JAVA_HOME, PATH
     * @param folders whose files are part of it: of the jars, the launcher, the settings
     */
    static Installation of(Map<String, String> environment, Path... folders) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path java = java(environment);
        put(files, java);
        put(files, java.getParent().resolveSibling("release"));
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    for (Path file : all.toList()) {
                        put(files, file);
                    }
                }
            }
        }
        return new Installation(files);
    }

    /** What the launcher would find. */
    private static Path java(Map<String, String> environment) throws IOException {
        String home = environment.getOrDefault("JAVA_HOME", "");
        Stream<Path> places = home.isEmpty() ? Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of) : Stream.of(Path.of(home, "bin"));
        return places.map(folder -> folder.resolve("java")).filter(Files::isExecutable).findFirst().orElseThrow(() -> new IOException("There is no java.")).toRealPath();
    }

    private static void put(Map<String, String> files, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            files.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
    }
}
