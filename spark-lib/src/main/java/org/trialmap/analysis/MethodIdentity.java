package org.trialmap.analysis;

import java.io.Serializable;
import org.trialmap.task.Fingerprint;

/**
 * What stands for a method in stored plans.
 *
 * @param name the method's written name, or the class that computes, or, if that is a lambda's, the method's
 * @param digest of the options, where the method has a written name; else of what the computing object holds
 */
record MethodIdentity(String name, String digest) implements Serializable {
    static MethodIdentity of(AnalysisMethod method, Object function) {
        return method.identity().map(name -> new MethodIdentity(name, digest(method.options())))
                .orElseGet(() -> new MethodIdentity(name(method, function), digest(function)));
    }

    /** A lambda's class has another name in each process, so the class that it is written in stands for it; the digest knows which of that class it is. */
    private static String name(AnalysisMethod method, Object function) {
        return (function.getClass().isHidden() ? method : function).getClass().getName();
    }

    private static String digest(Object value) {
        return new Fingerprint().add(value).hex();
    }
}
