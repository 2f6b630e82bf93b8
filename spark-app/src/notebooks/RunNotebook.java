import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/**
 * Runs the code cells of a notebook without Jupyter: Java in the JDK's own JShell, Scala in the Scala REPL, both in this process, as Jupyter's kernels
 * for these languages do. What a cell prints must be what is stored in the notebook; the standard error is not compared. {@code --update} stores it.
 *
 * <p>Ends with 0 if all is as stored, 1 if a cell fails or prints something else. For the java command itself; see scripts/notebooks.
 */
final class RunNotebook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunNotebook() {}

    /** A session of one language. */
    private interface Session {
        /** @throws CellFailed with what the compiler or the code said */
        void run(String source) throws CellFailed;
    }

    private static final class CellFailed extends Exception {
        private static final long serialVersionUID = 1;

        CellFailed(String said) {
            super(said.stripTrailing());
        }
    }

    public static void main(String[] arguments) throws IOException {
        boolean update = arguments[0].equals("--update");
        Path file = Path.of(arguments[arguments.length - 1]);
        JsonNode notebook = JSON.readTree(file.toFile());
        String language = notebook.at("/metadata/kernelspec/language").asText();
        String problem = run(file, notebook, switch (language) {
            case "java" -> new Java();
            case "scala" -> new Scala();
            default -> throw new IllegalArgumentException(file + " is in the language '" + language + "'. It must be java or scala. Correct /metadata/kernelspec/language.");
        }, update);
        if (problem == null && update) {
            write(file, notebook);
        }
        System.out.println(problem == null ? file + ": as stored" : problem);
        System.exit(problem == null ? 0 : 1);
    }

    private static String run(Path file, JsonNode notebook, Session session, boolean update) {
        int number = 0;
        for (JsonNode cell : notebook.get("cells")) {
            number++;
            if (!cell.get("cell_type").asText().equals("code")) {
                continue;
            }
            String where = file + ", cell " + number;
            String stored = stored(cell);
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            PrintStream before = System.out;
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try {
                session.run(text(cell.get("source")));
            } catch (CellFailed e) {
                return where + " fails:\n" + e.getMessage();
            } finally {
                System.setOut(before);
            }
            String now = printed.toString(StandardCharsets.UTF_8);
            if (update) {
                store((ObjectNode) cell, now);
            } else if (!now.equals(stored)) {
                return where + " prints\n" + now + "but this is stored:\n" + stored + "Correct the cell, or store what it prints: scripts/notebooks --update";
            }
        }
        return null;
    }

    /** Jupyter stores a text as it is or cut into lines. */
    private static String text(JsonNode source) {
        StringBuilder text = new StringBuilder();
        if (source.isTextual()) {
            return source.asText();
        }
        source.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    private static String stored(JsonNode cell) {
        StringBuilder all = new StringBuilder();
        for (JsonNode output : cell.get("outputs")) {
            if (output.path("name").asText().equals("stdout")) {
                all.append(text(output.get("text")));
            }
        }
        return all.toString();
    }

    private static void store(ObjectNode cell, String printed) {
        ArrayNode outputs = cell.putArray("outputs");
        if (!printed.isEmpty()) {
            ArrayNode lines = outputs.addObject().put("name", "stdout").put("output_type", "stream").putArray("text");
            for (String line : printed.split("(?<=\n)")) {
                lines.add(line);
            }
        }
    }

    /** As Jupyter writes it: one space of indentation, empty lists closed at once. */
    private static void write(Path file, JsonNode notebook) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter() {
            private static final long serialVersionUID = 1;

            @Override
            public DefaultPrettyPrinter createInstance() {
                return this;
            }

            @Override
            public void writeObjectFieldValueSeparator(com.fasterxml.jackson.core.JsonGenerator out) throws IOException {
                out.writeRaw(": ");
            }

            @Override
            public void writeEndArray(com.fasterxml.jackson.core.JsonGenerator out, int values) throws IOException {
                if (values > 0) {
                    super.writeEndArray(out, values);
                } else {
                    _nesting--;
                    out.writeRaw("]");
                }
            }

            @Override
            public void writeEndObject(com.fasterxml.jackson.core.JsonGenerator out, int fields) throws IOException {
                if (fields > 0) {
                    super.writeEndObject(out, fields);
                } else {
                    _nesting--;
                    out.writeRaw("}");
                }
            }
        };
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        Path partial = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(partial, JSON.writer(printer).writeValueAsString(notebook) + "\n");
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static final class Java implements Session {
        private final JShell shell = JShell.builder().executionEngine("local").build();

        Java() {
            shell.addToClasspath(System.getProperty("java.class.path"));
        }

        @Override
        public void run(String cell) throws CellFailed {
            for (String rest = cell; !rest.isBlank();) {
                CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                if (next.source() == null) {
                    throw new CellFailed("it ends too early:\n" + rest);
                }
                for (SnippetEvent event : shell.eval(next.source())) {
                    check(next.source(), event);
                }
                rest = next.remaining();
            }
        }

        private void check(String source, SnippetEvent event) throws CellFailed {
            if (event.exception() != null) {
                StringWriter trace = new StringWriter();
                event.exception().printStackTrace(new PrintWriter(trace, true));
                throw new CellFailed(trace.toString());
            }
            if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
                List<String> said = new ArrayList<>();
                shell.diagnostics(event.snippet()).forEach(diagnostic -> said.add(diagnostic.getMessage(null).stripTrailing()));
                shell.unresolvedDependencies(event.snippet() instanceof jdk.jshell.DeclarationSnippet declared ? declared : null).forEach(said::add);
                throw new CellFailed(String.join("\n", said) + "\n" + source.strip());
            }
        }
    }

    private static final class Scala implements Session {
        private final StringWriter said = new StringWriter();
        private final IMain interpreter;

        Scala() {
            Settings settings = new Settings();
            settings.processArgumentString("-usejavacp -Yrepl-class-based"); // see docs/notebooks.md
            interpreter = new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(said, true)));
        }

        @Override
        public void run(String cell) throws CellFailed {
            said.getBuffer().setLength(0);
            Object result = scala.Console.withOut(System.out, () -> interpreter.interpret(cell));
            if (!String.valueOf(result).equals("Success")) {
                throw new CellFailed(said.toString());
            }
        }
    }
}
