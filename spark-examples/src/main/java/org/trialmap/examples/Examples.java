package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.parallel.ParallelMap;

/** The examples by name. {@code trialmap examples} finds this class and its two methods by their names: it is built without this jar. */
public final class Examples {
    private static final Map<String, Example> ALL = new LinkedHashMap<>();

    static {
        add("first-map", "f(x, y, z=3) for four values of x: ACME, Syncopy", FirstMap::run);
    }

    private Examples() {}

    /** What an example does, printing its result. */
    interface Program {
        void run(ParallelMap pmap, PrintWriter out) throws Exception;
    }

    private record Example(String about, Program program) {}

    private static void add(String name, String about, Program program) {
        ALL.put(name, new Example(about, program));
    }

    /** Names of all examples, and what each is about, in the order in which they are best read. */
    public static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        ALL.forEach((name, example) -> list.put(name, example.about));
        return list;
    }

    /**
     * Runs one.
     *
     * @param name one of {@link #list}
     * @param out gets what it prints
     * @throws Exception what the example throws
     */
    public static void run(String name, ParallelMap pmap, PrintWriter out) throws Exception {
        ALL.get(name).program.run(pmap, out);
    }
}
