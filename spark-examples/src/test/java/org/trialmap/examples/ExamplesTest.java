package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.parallel.ParallelMap;

/** The numbers of the examples, on every kind of backend. */
class ExamplesTest {
    private static ParallelMap on(String master) {
        return master.equals("serial") ? ParallelMap.serial() : ParallelMap.on(Sessions.on(master));
    }

    private static String printed(String name, ParallelMap pmap) throws Exception {
        StringWriter text = new StringWriter();
        Examples.run(name, pmap, new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void firstMap(String master) throws Exception {
        assertEquals(List.of(18.0, 24.0, 30.0, 36.0), FirstMap.results(on(master)));
        assertEquals("f(x, y=4, z=3) for x = 2, 4, 6, 8: [18.0, 24.0, 30.0, 36.0]\n", printed("first-map", on(master)));
    }
}
