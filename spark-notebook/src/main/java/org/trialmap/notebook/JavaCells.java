package org.trialmap.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** Java cells, in the JDK's JShell. A cell is cut into snippets; the value of the last one is shown if it is an expression without a semicolon. */
final class JavaCells implements Cells {
    private static final String INDENT = "    ";
    /** As the command jshell has them. */
    private static final List<String> IMPORTS = List.of("java.io.*", "java.math.*", "java.net.*", "java.nio.file.*", "java.util.*", "java.util.concurrent.*", "java.util.function.*",
            "java.util.prefs.*",
            "java.util.regex.*", "java.util.stream.*");

    private final JavaExecution execution = new JavaExecution();
    private final JShell shell;

    /** @param classPath for the compiler; this process has the classes already */
    JavaCells(String classPath) {
        shell = JShell.builder().executionEngine(new Provider(execution), Map.of()).build();
        shell.addToClasspath(classPath);
        IMPORTS.forEach(each -> shell.eval("import " + each + ";"));
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "trialmap";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }

    @Override
    public Object run(String cell) throws Throwable {
        Object value = null;
        List<Snippet> done = new ArrayList<>();
        for (String rest = cell; !rest.isBlank();) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.completeness() == Completeness.EMPTY) { // a comment
                break;
            }
            if (next.source() == null) {
                throw new CellFailedException("The cell ends too early:\n" + rest);
            }
            value = snippet(next.source(), done);
            rest = next.remaining();
        }
        refuseUnresolved(done);
        return cell.stripTrailing().endsWith(";") ? null : value;
    }

    private Object snippet(String source, List<Snippet> done) throws Throwable {
        Object value = null;
        for (SnippetEvent event : shell.eval(source)) {
            if (event.exception() != null) {
                throw execution.thrown() == null ? new CellFailedException(event.exception().getMessage()) : execution.thrown();
            }
            if (event.causeSnippet() == null) {
                if (event.status() == Snippet.Status.REJECTED) {
                    throw new CellFailedException(diagnostics(event.snippet()) + "\n" + source.strip());
                }
                done.add(event.snippet());
                value = isShown(event.snippet()) ? execution.value() : null;
            }
        }
        return value;
    }

    /** Methods and classes may use what comes later in their cell, and no later. */
    private void refuseUnresolved(List<Snippet> done) {
        for (Snippet snippet : done) {
            if (snippet instanceof DeclarationSnippet declared && shell.status(snippet) != Snippet.Status.VALID && shell.status(snippet) != Snippet.Status.OVERWRITTEN) {
                String missing = shell.unresolvedDependencies(declared).collect(Collectors.joining(", "));
                throw new CellFailedException((missing.isEmpty() ? diagnostics(snippet) : "cannot find " + missing) + "\n" + snippet.source().strip());
            }
        }
    }

    private String diagnostics(Snippet snippet) {
        return shell.diagnostics(snippet).map(diagnostic -> diagnostic.getMessage(null).stripTrailing()).collect(Collectors.joining("\n"));
    }

    private static boolean isShown(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    /** The snippet that a place of a cell is in, and where it begins. */
    private record Part(String source, int start) {}

    private Part part(String cell, int at) {
        String rest = cell;
        while (true) {
            int start = cell.length() - rest.length();
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String remaining = next.source() == null ? "" : next.remaining();
            if (remaining.isBlank() || cell.length() - remaining.length() >= at) {
                return new Part(rest, start);
            }
            rest = remaining;
        }
    }

    @Override
    public ReplacementOptions complete(String cell, int at) {
        Part part = part(cell, at);
        int[] anchor = {at - part.start};
        List<String> found = shell.sourceCodeAnalysis().completionSuggestions(part.source, at - part.start, anchor).stream()
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType())).map(Suggestion::continuation).distinct().toList();
        return new ReplacementOptions(found, part.start + anchor[0], at);
    }

    @Override
    public String signatures(String cell, int at) {
        Part part = part(cell, at);
        return shell.sourceCodeAnalysis().documentation(part.source, at - part.start, false).stream().map(Documentation::signature).collect(Collectors.joining("\n"));
    }

    @Override
    public String completeness(String cell) {
        for (String rest = cell; !rest.isBlank();) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            switch (next.completeness()) {
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return INDENT;
                }
                case UNKNOWN -> {
                    return BaseKernel.IS_COMPLETE_BAD;
                }
                default -> rest = next.remaining();
            }
        }
        return BaseKernel.IS_COMPLETE_YES;
    }
}
