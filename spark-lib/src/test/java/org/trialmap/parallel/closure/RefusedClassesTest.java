package org.trialmap.parallel.closure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.util.List;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedClassesTest {
    private static final String WORDS = "; is not read from other processes, since it can run code while it is read. Return the values that it holds instead";

    @Test
    void aClassThatIsKnownAsAMeansOfAttackIsNotRead() throws Exception {
        byte[] bytes = JavaCodec.encode(List.of(1, new BadAttributeValueExpException("x")));
        assertEquals("java.io.InvalidClassException: javax.management.BadAttributeValueExpException" + WORDS,
                assertThrows(UncheckedIOException.class, () -> JavaCodec.decode(bytes)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.commons.collections4.functors.InvokerTransformer", "[Lcom.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl;", "[[Lbsh.XThis;"})
    void byName(String name) {
        assertEquals(name.replaceAll("^\\[+L|", "") + WORDS, assertThrows(java.io.InvalidClassException.class, () -> RefusedClasses.check(name)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.String", "[[D", "[Ljava.lang.Object;", "org.apache.commons.collections4.map.LinkedMap", "user.bsh.X"})
    void othersAreRead(String name) throws Exception {
        RefusedClasses.check(name);
    }
}
