package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator of the double sources, which is no part of the library: the build runs it as a single source file. */
class FftDoublesTest {
    private static final Path GENERATOR = Path.of("src/generator/FftDoubles.java");
    private static final String PACKAGE = "org/trialmap/signal/fft";

    @TempDir
    private Path folder;

    private Path floats;
    private Path doubles;

    @BeforeEach
    void sources() throws IOException {
        floats = Files.createDirectory(folder.resolve("floats"));
        doubles = folder.resolve("doubles");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), GENERATOR.toString()));
    }

    @Test
    void namesTypesAndLiteralsAreExchangedAndCastsRemain() throws Exception {
        Files.writeString(floats.resolve("FftFloatPart.java"), """
                package p;

                /** Of floats, of a floating kind. */
                final class FftFloatPart implements FftFloatKernel {
                    private record Rows(float[] floats) {}

                    float half(FftValues w, int n) {
                        return (float) n * w.floats()[0] * 0.5f + 1f - (float) 0x1f;
                    }
                }
                """);
        Files.writeString(floats.resolve("Other.java"), "float other;");
        generate();
        assertEquals(List.of("FftDoublePart.java"), names());
        assertEquals("""
                // Generated from FftFloatPart.java by FftDoubles: change that file, not this one.
                package p;

                /** Of doubles, of a floating kind. */
                @SuppressWarnings("cast")
                final class FftDoublePart implements FftDoubleKernel {
                    private record Rows(double[] doubles) {}

                    double half(FftValues w, int n) {
                        return (double) n * w.doubles()[0] * 0.5 + 1 - (double) 0x1f;
                    }
                }
                """, Files.readString(doubles.resolve("FftDoublePart.java")));
    }

    @Test
    void onlyWhatChangesIsWrittenAndWhatHasNoSourceGoes() throws Exception {
        Files.writeString(floats.resolve("AFloat.java"), "interface AFloat {}");
        Files.writeString(floats.resolve("BFloat.java"), "interface BFloat {}");
        Files.writeString(floats.resolve("CFloat.java"), "interface CFloat {}");
        generate();
        FileTime before = FileTime.fromMillis(1_000_000);
        for (String name : names()) {
            Files.setLastModifiedTime(doubles.resolve(name), before);
        }
        Files.writeString(floats.resolve("BFloat.java"), "interface BFloat { float b(); }");
        Files.delete(floats.resolve("CFloat.java"));
        generate();
        assertEquals(List.of("ADouble.java", "BDouble.java"), names());
        assertEquals(before, Files.getLastModifiedTime(doubles.resolve("ADouble.java")));
        assertEquals(-1, before.compareTo(Files.getLastModifiedTime(doubles.resolve("BDouble.java"))));
    }

    @Test
    void aFolderWithoutFloatSourcesIsRefused() {
        Throwable refused = assertThrows(InvocationTargetException.class, this::generate).getCause();
        assertEquals("No *Float*.java in " + floats + ": are these the sources of the Fourier transform?", refused.getMessage());
    }

    @Test
    void whatIsCompiledIsWhatTheFloatSourcesGive() throws Exception {
        floats = Path.of("src/main/java", PACKAGE);
        generate();
        Path compiled = Path.of("target/generated-sources/fft", PACKAGE);
        assertEquals(12, names().size());
        for (String name : names()) {
            assertEquals(Files.readString(doubles.resolve(name)), Files.readString(compiled.resolve(name)), name);
        }
    }

    private void generate() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            String[] arguments = {floats.toString(), doubles.toString()};
            loader.loadClass("FftDoubles").getMethod("main", String[].class).invoke(null, (Object) arguments);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(doubles)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
