package org.trialmap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A jar that refers to a class path, so that nothing is copied. */
final class ReferenceJar {
    private ReferenceJar() {}

    /** Writes it, or puts it in the place of one that others may use. The classes given are in the jar itself. */
    static void write(Path jar, List<String> classPath, Class<?>... classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath.stream().map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        Path made = Files.createTempFile(jar.getParent(), jar.getFileName().toString(), ".tmp");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made), manifest)) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
