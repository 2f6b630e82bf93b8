package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.trialmap.app.InProcess;

/** Where their jar is missing, as in these tests; with it, see ExamplesIT. */
class ExamplesCommandTest {
    @Test
    void aMissingJarIsSaidWithTheCure() {
        InProcess.Ended missing = new InProcess.Ended(2, "", "trialmap: The examples are not here: their jar belongs into the folder examples/ beside the folder of trialmap's own jars. Build it with"
                + " mvn -DskipTests package, or copy the distribution again, whole.\nHelp: trialmap examples --help\n");
        assertEquals(missing, InProcess.run("examples"));
        assertEquals(missing, InProcess.run("examples", "first-map", "--master", "serial"));
    }
}
