package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Scripts of one JVM know nothing of each other. */
class PythonServerTest {
    @Test
    void aScriptFindsItsArgumentsAndNothingOfTheOneBefore(@TempDir Path folder) {
        References.python("import os, sys, warnings\nleft = 1\nnumpy_is = __import__('numpy')\nnumpy_is.seterr(all='raise')\nos.chdir('/')\nsys.path.append('x')");
        assertEquals("['-c', 'a b', 'é\\n'] False warn False " + Path.of("").toAbsolutePath() + "\n", References.python("""
                import os, sys, numpy
                print(sys.argv, 'left' in globals(), numpy.geterr()['divide'], 'x' in sys.path, os.getcwd())
                """, "a b", "é\n"));
    }

    @Test
    void filesThatAScriptLeavesOpenAreClosedAtItsEnd(@TempDir Path folder) {
        Path file = folder.resolve("x.h5");
        References.python("import h5py, sys\nf = h5py.File(sys.argv[1], 'w')\nf['data'] = [1, 2, 3]", file.toString());
        assertEquals("[1 2 3]\n", References.python("import h5py, sys\nprint(h5py.File(sys.argv[1], 'r')['data'][()])", file.toString()));
    }

    @Test
    void whatFailsIsShownAndTheNextOneRuns() {
        AssertionFailedError raised = assertThrows(AssertionFailedError.class, () -> References.python("print('so far')\nraise ValueError('no ä')"));
        assertTrue(raised.getMessage().contains("so far\n") && raised.getMessage().contains("ValueError: no ä\n"), raised.getMessage());
        AssertionFailedError killed = assertThrows(AssertionFailedError.class, () -> References.python("import os\nos.kill(os.getpid(), 9)"));
        assertTrue(killed.getMessage().contains("expected: <0> but was: <-9>"), killed.getMessage());
        assertThrows(AssertionFailedError.class, () -> References.python("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"));
        assertEquals("3\n", References.scipy("import scipy.signal, sys\nprint(len(scipy.signal.get_window('hann', 3)))"));
    }
}
