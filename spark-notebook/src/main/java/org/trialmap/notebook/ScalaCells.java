package org.trialmap.notebook;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import scala.Console;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.shell.ReplCompletion;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/**
 * Scala cells, in the Scala REPL. Each cell is a class: were it an object, Spark's threads would wait for its initializer, in which the cell runs. The value at its end is shown
 * if it is an expression, which the REPL names {@code res0} and so on.
 */
final class ScalaCells implements Cells {
    private final StringWriter said = new StringWriter();
    private final IMain interpreter;

    /** @param classes where the classes of cells are written, from where Spark serves them to executors */
    ScalaCells(String classPath, Path classes) {
        Settings settings = new Settings();
        settings.processArguments(CollectionConverters.asScala(List.of("-Yrepl-class-based", "-Yrepl-outdir", classes.toString(), "-classpath", classPath)).toList(), true);
        interpreter = new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(said, true)));
        interpreter.initializeCompiler();
    }

    @Override
    public Object run(String cell) {
        said.getBuffer().setLength(0);
        String before = interpreter.mostRecentVar();
        Object result = Console.withOut(System.out, () -> Console.withErr(System.err, () -> interpreter.interpret(cell)));
        if (!String.valueOf(result).equals("Success")) {
            throw new CellFailedException(String.valueOf(result).equals("Incomplete") ? "The cell ends too early:\n" + cell : said.toString());
        }
        String name = interpreter.mostRecentVar();
        return name.equals(before) || !name.matches("res\\d+") ? null : value();
    }

    private Object value() {
        return interpreter.lastRequest().eval().getOrElse(() -> null);
    }

    @Override
    public ReplacementOptions complete(String cell, int at) {
        var found = new ReplCompletion(interpreter, ReplCompletion.$lessinit$greater$default$2()).complete(cell, at, true);
        List<String> names = CollectionConverters.asJava(found.candidates()).stream().map(candidate -> candidate.name()).filter(name -> !name.isEmpty()).distinct().toList();
        return new ReplacementOptions(names, found.cursor(), at);
    }

    @Override
    public String signatures(String cell, int at) {
        return "";
    }

    @Override
    public String completeness(String cell) {
        return BaseKernel.IS_COMPLETE_MAYBE;
    }
}
