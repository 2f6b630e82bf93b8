package org.trialmap.trial.format;

import java.nio.file.Path;
import org.trialmap.References;

/** Writes files of MATLAB by Python: of version 5 by SciPy, of version 7.3 by h5py, laid out as MATLAB does. Lists are cells, dicts structs, tuples of dicts structs with several elements. */
final class MatFiles {
    private static final String HELPERS = """
            import sys, os, numpy as np, h5py
            from scipy.io import savemat, loadmat
            os.chdir(sys.argv[1])
            def scipy(v):
                if isinstance(v, list):
                    cell = np.empty((1, len(v)), object)
                    for i, one in enumerate(v):
                        cell[0, i] = scipy(one)
                    return cell
                if isinstance(v, tuple):
                    keys = list(v[0])
                    return np.array([tuple(scipy(d[k]) for k in keys) for d in v], [(k, object) for k in keys])
                return {k: scipy(x) for k, x in v.items()} if isinstance(v, dict) else v
            def save5(name, values, **options):
                savemat(name, {k: scipy(v) for k, v in values.items()}, appendmat=False, oned_as='row', **options)
            NAMES = {'float64': 'double', 'float32': 'single'}
            def save73(name, values):
                with h5py.File(name, 'w', userblock_size=512) as f:
                    refs = f.create_group('#refs#')
                    def ref(v):
                        key = 'r%d' % len(refs)
                        put(refs, key, v)
                        return refs[key].ref
                    def put(group, name, v):
                        kind = None
                        if isinstance(v, list) and v:
                            d = group.create_dataset(name, (len(v), 1), h5py.ref_dtype)
                            for i, one in enumerate(v):
                                d[i, 0] = ref(one)
                            kind = 'cell'
                        elif isinstance(v, tuple):
                            d = group.create_group(name)
                            for k in v[0]:
                                field = d.create_dataset(k, (len(v), 1), h5py.ref_dtype)
                                for i, one in enumerate(v):
                                    field[i, 0] = ref(one[k])
                            kind = 'struct'
                        elif isinstance(v, dict):
                            d = group.create_group(name)
                            for k, x in v.items():
                                put(d, k, x)
                            kind = 'struct'
                        elif isinstance(v, str) and v:
                            d = group.create_dataset(name, data=np.frombuffer(v.encode('utf-16-le'), 'u2')[:, None])
                            d.attrs['MATLAB_int_decode'] = np.int32(2)
                            kind = 'char'
                        else:
                            x = np.atleast_2d(np.zeros((0, 0)) if isinstance(v, (list, str)) else v)
                            kind = 'cell' if isinstance(v, list) else 'char' if isinstance(v, str) else NAMES.get(str(x.dtype), str(x.dtype))
                            if x.size == 0:
                                d = group.create_dataset(name, data=np.array(x.shape, 'u8'))
                                d.attrs['MATLAB_empty'] = np.uint8(1)
                            else:
                                d = group.create_dataset(name, data=x.T, chunks=True, compression='gzip')
                        d.attrs['MATLAB_class'] = np.bytes_(kind)
                    for k, v in values.items():
                        put(f, k, v)
                block = b'MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Sun Nov 29 03:00:00 2026 HDF5 schema 1.00 .'.ljust(116) + bytes(8) + b'\\x00\\x02IM'
                with open(name, 'r+b') as f:
                    f.write(block)
            rng = np.random.default_rng(5)
            """;

    private MatFiles() {}

    /** Runs a script that may call {@code save5(name, values, **options)}, {@code save73(name, values)}, {@code loadmat}, and has {@code rng}. */
    static String write(Path folder, String script) {
        return References.scipy(HELPERS + script, folder.toString());
    }
}
