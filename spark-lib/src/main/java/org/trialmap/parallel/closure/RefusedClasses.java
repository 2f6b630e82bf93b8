package org.trialmap.parallel.closure;

import java.io.InvalidClassException;
import java.util.List;

/**
 * Classes that run code of an attacker's choice while they are read from bytes, and that nobody has in an input or a result. A second fence: the first is that bytes come
 * from processes only that know the secret. Which classes users send cannot be known, so there is no list of those that may.
 */
final class RefusedClasses {
    /** Beginnings of names. */
    private static final List<String> REFUSED = List.of("org.apache.commons.collections.functors.", "org.apache.commons.collections4.functors.", "org.apache.commons.beanutils.BeanComparator",
            "com.sun.org.apache.xalan.internal.xsltc.trax.", "org.apache.xalan.xsltc.trax.", "com.sun.rowset.", "javax.management.BadAttributeValueExpException", "java.rmi.server.", "sun.rmi.",
            "org.codehaus.groovy.runtime.", "org.springframework.beans.factory.", "org.springframework.aop.", "com.mchange.v2.", "bsh.");

    private RefusedClasses() {}

    /** @param name as in the stream: of arrays, with brackets before it */
    static void check(String name) throws InvalidClassException {
        String element = name.replaceFirst("^\\[+L?", "");
        if (REFUSED.stream().anyMatch(element::startsWith)) {
            throw new InvalidClassException(element, "is not read from other processes, since it can run code while it is read. Return the values that it holds instead");
        }
    }
}
