package org.trialmap.notebook;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What is shown of what a cell has thrown: its text and causes, with the calls from the cell on, without those of JShell, the Scala REPL and the kernel. */
final class CellErrors {
    private static final int DEEPEST = 40;

    private CellErrors() {}

    static String text(Throwable thrown) {
        if (thrown instanceof CellFailedException) {
            return thrown.getMessage();
        }
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            text.append(each == thrown ? "" : "Caused by: ").append(each).append('\n');
            int calls = 0;
            for (StackTraceElement call : each.getStackTrace()) {
                if (isCell(call) || ++calls > DEEPEST) {
                    break;
                }
                text.append("    at ").append(call).append('\n');
            }
        }
        return text.toString();
    }

    /** The method that JShell makes of a snippet, after which its own calls come. */
    private static boolean isCell(StackTraceElement call) {
        return call.getClassName().startsWith("REPL.") && call.getMethodName().startsWith("do_it$");
    }

    /** To be thrown: the exception itself, whatever its type. */
    static RuntimeException unchecked(Throwable thrown) {
        return CellErrors.<RuntimeException>cast(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E cast(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
