package org.trialmap.parallel.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Classes of a JShell session, which Java notebooks are made of. Variables and methods of a session are static members of such classes; where another process
 * can load them, the variables are there with 0, false and null in place of their values.
 */
public final class JShellClasses implements Consumer<Class<?>> {
    private static final String PREFIX = "REPL.$JShell$";

    private final List<Class<?>> met = new ArrayList<>();

    @Override
    public void accept(Class<?> type) {
        if (type.getName().startsWith(PREFIX)) {
            met.add(type);
        }
    }

    /** Throws {@link NotSerializableFunctionException} if such a class was met and other processes would need it. */
    public void refuseOutside(boolean inProcess, String master, String what) {
        if (!met.isEmpty() && !inProcess) {
            throw new NotSerializableFunctionException(what + " is made of the class " + met.get(0).getName() + " of a Java notebook or JShell session, whose variables only this process"
                    + " has: in the processes of " + master + " they would be 0, false and null. Put what the tasks need into a jar (spark.jars or"
                    + " SparkContext.addJar) and give it values by its inputs or captured, or run with local[*].", null);
        }
    }
}
