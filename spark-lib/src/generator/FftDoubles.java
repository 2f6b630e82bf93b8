import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the double versions of the Fourier transform from its float sources. Maven runs this single source file before it compiles:
 * {@code java FftDoubles.java SOURCES GENERATED}, two folders of the same package. Each {@code NameFloatRest.java} in SOURCES gives
 * {@code NameDoubleRest.java} in GENERATED, in which
 * <ul>
 *   <li>{@code Float} within a name is {@code Double}, the words {@code float} and {@code floats} are {@code double} and {@code doubles};
 *   <li>literals such as {@code 0.5f} are {@code 0.5};
 *   <li>casts remain. Those from double to double do nothing; the compiler is told not to warn about them.
 * </ul>
 * Files whose content would stay the same are not written, so that nothing is compiled again; files without a source are deleted.
 */
public final class FftDoubles {
    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        Path generated = Files.createDirectories(Path.of(arguments[1]));
        List<Path> floats = javaFiles(sources).stream().filter(file -> name(file).contains("Float")).toList();
        if (floats.isEmpty()) {
            throw new IOException("No *Float*.java in " + sources + ": are these the sources of the Fourier transform?");
        }
        List<Path> doubles = floats.stream().map(file -> generated.resolve(name(file).replace("Float", "Double"))).toList();
        for (Path file : javaFiles(generated)) {
            if (!doubles.contains(file)) {
                Files.delete(file);
            }
        }
        for (int i = 0; i < floats.size(); i++) {
            writeIfChanged(doubles.get(i), doubles(Files.readString(floats.get(i)), name(floats.get(i))));
        }
    }

    private static String doubles(String floats, String name) {
        String text = floats.replace("Float", "Double").replaceAll("\\bfloat(s?)\\b", "double$1").replaceAll("\\b(\\d[\\d_.]*)[fF]\\b", "$1");
        // The first line that begins with a type's declaration: members are indented
        String annotated = text.replaceFirst("(?m)^(?=(public |abstract |final |sealed )*(class|interface|record|enum) )", "@SuppressWarnings(\"cast\")\n");
        return "// Generated from " + name + " by FftDoubles: change that file, not this one.\n" + annotated;
    }

    private static void writeIfChanged(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".java")).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
