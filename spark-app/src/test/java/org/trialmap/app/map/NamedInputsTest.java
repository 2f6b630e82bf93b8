package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;

/** Results of commands say what they were computed from. */
class NamedInputsTest {
    @TempDir
    Path folder;

    private static String ok(String... arguments) {
        Ended ended = InProcess.run(arguments);
        assertEquals(0, ended.code(), ended.err());
        return ended.out();
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void h5pyAndInfoFindTheValuesOfAGrid() {
        ok("map", "--function", "java.lang.Math::pow", "--over", "lr=linspace(0,0.9,7)", "--over", "n=1:4", "--grid", "--layout", "stacked", "--out", out("grid"), "--master", "serial");
        ok("exec", "--over", "id=001,002", "--over", "x=0.10,2", "--over", "k=3,4", "--out", out("exec"), "--master", "serial", "--", "echo", "{id}", "{x}");
        assertEquals("""
                (7, 3) True [1, 2, 3] True
                [b'001', b'002'] [0.1, 2.0] [3, 4]
                """, References.python("""
                import h5py, numpy, sys
                f, g = [h5py.File(name) for name in sys.argv[1:]]
                r = f["result_0"]
                print(r.shape, numpy.array_equal(r.dims[0]["lr"][:], numpy.linspace(0, 0.9, 7)), r.dims[1]["n"][:].tolist(), r[3, 2] == f["inputs/lr"][3] ** f["inputs/n"][2])
                print(*[g["inputs"][name][:].tolist() for name in ("id", "x", "k")])
                """, out("grid/pow.h5"), out("exec/echo.h5")));
        String info = ok("info", out("grid/pow.h5"));
        assertEquals("""
                layout   : stacked
                tasks    : 21, 21 finished
                input 0  : lr: float64, 0.0, 0.15, 0.3, 0.44999999999999996, 0.6, 0.75, 0.9
                input 1  : n: int64, 1, 2, 3
                value 0  : result_0: float64 (7, 3)
                """, info.substring(info.indexOf("layout"), info.indexOf("function")));
        String text = ok("info", out("exec/echo.h5"));
        assertEquals("""
                input 0  : id: str, "001", "002"
                input 1  : x: float64, 0.1, 2.0
                input 2  : k: int64, 3, 4
                """, text.substring(text.indexOf("input 0"), text.indexOf("value 0")));
    }
}
