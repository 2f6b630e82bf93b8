package org.trialmap.analysis;

import java.io.Serializable;
import org.trialmap.task.Fingerprint;

/**
 * What stands for a method in stored plans.
 *
 * @param name the method's written name, or the class that computes
 * @param digest of the options, where the method has a written name; else of what the computing object holds
 */
record MethodIdentity(String name, String digest) implements Serializable {
    static MethodIdentity of(AnalysisMethod method, Object function) {
        return method.identity().map(name -> new MethodIdentity(name, digest(method.options())))
                .orElseGet(() -> new MethodIdentity(function.getClass().getName(), digest(function)));
    }

    private static String digest(Object value) {
        return new Fingerprint().add(value).hex();
    }
}
