package org.trialmap.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/** Runs JShell's snippets in the calling thread, and keeps what they returned or threw, of which JShell itself passes on texts. */
final class JavaExecution extends DirectExecutionControl {
    private Object value;
    private Throwable thrown;

    @Override
    protected String invoke(Method snippet) throws Exception {
        value = null;
        thrown = null;
        try {
            value = snippet.invoke(null);
            return "";
        } catch (InvocationTargetException e) {
            thrown = e.getCause() instanceof SPIResolutionException ? null : e.getCause();
            throw e;
        }
    }

    /** What the last snippet returned. */
    Object value() {
        return value;
    }

    /** What the last snippet threw; null if it did not, or used something that is declared, but does not compile yet. */
    Throwable thrown() {
        return thrown;
    }
}
