package org.trialmap.app.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.app.InProcess;

/** {@code trialmap info} on ACME's files and on files with something odd in them. */
@Timeout(600)
class InfoFilesTest {
    @TempDir
    Path folder;

    private String info(String file) {
        InProcess.Ended ended = InProcess.run("info", folder.resolve(file).toString());
        assertEquals("", ended.err());
        assertEquals(0, ended.code());
        return ended.out().replace(folder.toString(), "DIR");
    }

    private void h5py(String script) {
        References.python("import h5py, os, sys, numpy as np\nos.chdir(sys.argv[1])\n" + script, folder.toString());
    }

    @Test
    void acmesFiles() {
        h5py("""
                U = h5py.h5s.UNLIMITED; os.mkdir('f_payload')
                for i in range(4):
                    with h5py.File('f_payload/f_%d.h5' % i, 'w') as p: p['result_0'] = np.arange(3.); p['result_1'] = 'text'
                for kind, name in (('relative', 'f_payload/f_%d.h5'), ('absolute', os.path.abspath('f_payload/f_%d.h5'))):
                    with h5py.File('linked_' + kind + '.h5', 'w') as f:
                        for i in range(4): f['comp_%d' % i] = h5py.ExternalLink(name % i, '/')
                    l = h5py.VirtualLayout((4, 3), 'f8')
                    for i in range(4): l[i] = h5py.VirtualSource(name % i, 'result_0', (3,))
                    h5py.File('shape_' + kind + '.h5', 'w').create_virtual_dataset('result_0', l, fillvalue=0)
                    l = h5py.VirtualLayout((4, 3), 'f8', maxshape=(4, None))
                    for i in range(4):
                        with h5py.File('f_payload/f_%d.h5' % i, 'a') as p:
                            if 'grow' not in p: p.create_dataset('grow', data=np.arange(3.), maxshape=(None,))
                        l[i, 0:U] = h5py.VirtualSource(name % i, 'grow', (3,), maxshape=(None,))[0:U]
                    h5py.File('inf_' + kind + '.h5', 'w').create_virtual_dataset('result_0', l, fillvalue=0)
                with h5py.File('single.h5', 'w') as f:
                    for i in range(2): f['comp_%d/result_0' % i] = np.arange(3)
                with h5py.File('single_shape.h5', 'w') as f:
                    f['result_0'] = np.zeros((4, 3))
                    for i in range(4): f['comp_%d/result_1' % i] = 'text'
                h5py.File('one_value.h5', 'w')['result_0'] = np.zeros((4, 3))
                """);
        String stacked = "\nlayout   : stacked\ntasks    : 4, 4 finished\nvalue 0  : result_0: float64 (4, 3)\n";
        for (String kind : new String[] {"relative", "absolute"}) {
            assertEquals("results  : DIR/linked_" + kind + ".h5\nlayout   : linked\ntasks    : 4, 4 finished\nvalue 0  : result_0: float64 (3,) (of task 0)\n"
                    + "value 1  : result_1: str () (of task 0)\n", info("linked_" + kind + ".h5"));
            assertEquals("results  : DIR/shape_" + kind + ".h5" + stacked, info("shape_" + kind + ".h5"));
            assertEquals("results  : DIR/inf_" + kind + ".h5" + stacked, info("inf_" + kind + ".h5"));
        }
        assertEquals("results  : DIR/single.h5\nlayout   : linked\ntasks    : 2, 2 finished\nvalue 0  : result_0: int64 (3,) (of task 0)\n", info("single.h5"));
        assertEquals("results  : DIR/single_shape.h5" + stacked + "value 1  : result_1: str () (of task 0)\n", info("single_shape.h5"));
        assertEquals("results  : DIR/one_value.h5\nlayout   : stacked\ntasks    : unknown: ACME does not record the axis along which tasks are stacked\n"
                + "value 0  : result_0: float64 (4, 3)\n", info("one_value.h5"));
        assertEquals("results  : DIR/f_payload/f_2.h5\nlayout   : linked\ntasks    : 1, 1 finished\nvalue 0  : result_0: float64 (3,) (of task 0)\n"
                + "value 1  : result_1: str () (of task 0)\n", info("f_payload/f_2.h5"));
    }

    @Test
    void oneOddObjectDoesNotHideAGoodFile() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor());
        h5py("""
                with h5py.File('odd.h5', 'w') as f:
                    f['good'] = np.zeros((3, 2), 'f4'); f['pipe'] = h5py.ExternalLink('pipe', '/x'); f['gone'] = h5py.ExternalLink('gone.h5', '/x')
                    f['text'] = h5py.ExternalLink('text.h5', '/x'); f.create_dataset('region', (1,), h5py.regionref_dtype)
                open('text.h5', 'w').write('no HDF5')
                """);
        String out = info("odd.h5");
        assertTrue(out.startsWith("file     : DIR/odd.h5\ndataset  : /good: float32 (3, 2)\n"
                + "dataset  : /pipe: not readable. Cannot open 'DIR/pipe': it is a pipe or a device, not a file. Name an HDF5 file.\n"
                + "dataset  : /region: not readable. Cannot read dataset '/region' of 'DIR/odd.h5': its type is HDF5 class 7 (reference), which has no lossless"
                + " counterpart here."), out);
        assertTrue(out.contains("dataset  : /text: not readable. Cannot open 'DIR/text.h5' (7 bytes): it has no HDF5 signature."), out);
    }
}
