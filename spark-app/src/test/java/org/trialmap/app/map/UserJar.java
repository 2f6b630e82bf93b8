package org.trialmap.app.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles a class of a user's into a jar that is on no class path. */
public final class UserJar {
    private UserJar() {}

    /** A jar in {@code folder} with what {@code source}, class {@code user.<name>}, compiles to. */
    public static Path of(Path folder, String name, String source, String... flags) throws IOException {
        return of(folder, name, Map.of("user." + name, source), flags);
    }

    /** A jar in {@code folder} with classes in several packages: what each file holds below its package line, by its class's full name. */
    public static Path of(Path folder, String name, Map<String, String> sources, String... flags) throws IOException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src-" + name).resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "package " + source.getKey().replaceFirst("\\.\\w+$", "") + ";\n" + source.getValue());
            files.add(file.toString());
        }
        Path classes = Files.createDirectories(folder.resolve("classes-" + name));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"));
        arguments.addAll(List.of(flags));
        arguments.addAll(files);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("does not compile: " + sources);
        }
        Path jar = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> all = Files.walk(classes)) {
            for (Path compiled : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(compiled).toString()));
                Files.copy(compiled, out);
            }
        }
        return jar;
    }
}
