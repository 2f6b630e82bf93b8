package org.trialmap.trial;

import java.nio.file.Path;

/** Containers as syncopy.save writes them, by h5py and Python's json, and what syncopy.load does when it opens one (its reader's steps, in order). */
public final class SyncopyFiles {
    /** Python that makes the spectrum of {@link #saveSpectral}, from NumPy's generator: float32 parts that are all different. */
    static final String SPECTRUM = "spectrum = np.random.default_rng(3).standard_normal((9, 2, 6, 40, 2)).astype('f4').view('c8')[..., 0]";

    private SyncopyFiles() {}

    /** {@code header} may change the header's dictionary {@code h} before it is written; {@code file} the open HDF5 file {@code f}. */
    public static void save(Path folder, String name, String file, String header) {
        RecordingFiles.python(folder, """
                import os, json, hashlib
                name = '%s'
                os.makedirs(os.path.dirname(folder + name), exist_ok=True)
                trl = np.array([[0., 50, -20, 7.5], [40, 90, -20, 8.5], [90, 120, 0, 9.5]])
                with h5py.File(folder + name, 'w') as f:
                    dat = f.create_dataset('data', data=np.arange(360, dtype='f4').reshape(120, 3))
                    t = f.create_dataset('trialdefinition', data=trl, maxshape=(None, trl.shape[1]))
                    h = {'filename': os.path.basename(name), 'dataclass': 'AnalogData', 'data_dtype': dat.dtype.name, 'data_shape': dat.shape,
                         'data_offset': dat.id.get_offset(), 'trl_dtype': t.dtype.name, 'trl_shape': t.shape, 'trl_offset': t.id.get_offset(),
                         'file_checksum': None, 'order': 'C', 'checksum_algorithm': 'openssl_sha1', 'dimord': ['time', 'channel'],
                         '_version': '2023.09', '_log': 'line 1\\nümlaut', 'cfg': {'a': [1, float('nan')], 'b': None}, 'info': {'lab': 'x'},
                         'samplerate': 200.0, 'channel': ['Fz', 'Cz', 'Pz ü']}
                    for key in ('dimord', '_version', '_log', 'samplerate', 'channel'):
                        f.attrs[key] = h[key]
                    h['_hdfFileDatasetProperties'] = ['data']
                %s
                h['file_checksum'] = hashlib.sha1(open(folder + name, 'rb').read()).hexdigest()
                %s
                with open(folder + name + '.info', 'w') as j:
                    json.dump(h, j, indent=4)
                """.formatted(name, file.isEmpty() ? "" : file.indent(4).stripTrailing(), header));
    }

    /**
     * SpectralData of 9 x 2 x 6 x 40 complex64 values with trials that overlap, are unequal and unsorted; {@code storage}: further arguments of
     * {@code create_dataset}. Else as {@link #save}.
     */
    static void saveSpectral(Path folder, String name, String storage, String header) {
        save(folder, name, """
                del f['data']
                %s
                dat = f.create_dataset('data', data=spectrum%s)
                trl[:] = [[5, 9, -2, 7.5], [0, 6, -1, 8.5], [6, 7, 3, 9.5]]
                t[:] = trl
                h["data_offset"] = dat.id.get_offset()
                f.attrs['freq'] = [1.5, 2.5, 3.5, 10., 20., 40.]
                """.formatted(SPECTRUM, storage), """
                h.update({'dataclass': 'SpectralData', 'data_dtype': 'complex64', 'data_shape': [9, 2, 6, 40], 'dimord': ['time', 'taper', 'freq', 'channel'],
                          'channel': ['c%d' % i for i in range(40)], 'taper': ['dpss', 'dpss'], 'freq': [1.5, 2.5, 3.5, 10., 20., 40.]})
                """ + header);
    }

    /** Opens a container as syncopy.load(..., checksum=True) does and prints what it found. */
    public static String load(Path folder, String name) {
        return RecordingFiles.python(folder, """
                import json, hashlib
                name = '%s'
                j = json.load(open(folder + name + '.info'))
                start = ['filename', 'dataclass', 'data_dtype', 'data_shape', 'data_offset', 'trl_dtype', 'trl_shape', 'trl_offset', 'file_checksum',
                         'order', 'checksum_algorithm']
                props = {'AnalogData': ['dimord', '_version', '_log', 'cfg', 'info', 'samplerate', 'channel'],
                         'TimeLockData': ['dimord', '_version', '_log', 'cfg', 'info', 'samplerate', 'channel'],
                         'SpectralData': ['dimord', '_version', '_log', 'cfg', 'info', 'samplerate', 'channel', 'taper', 'freq'],
                         'CrossSpectralData': ['dimord', '_version', '_log', 'cfg', 'info', 'samplerate', 'channel_i', 'channel_j', 'freq'],
                         'SpikeData': ['dimord', '_version', '_log', 'cfg', 'info', 'samplerate', 'channel', 'unit'],
                         'EventData': ['dimord', '_version', '_log', 'cfg', 'info', 'samplerate']}[j['dataclass']]
                assert list(j) == start + props + ['_hdfFileDatasetProperties'], list(j)
                assert hashlib.sha1(open(folder + name, 'rb').read()).hexdigest() == j['file_checksum']
                assert j['order'] == 'C' and j['checksum_algorithm'] == 'openssl_sha1' and type(j['cfg']) is dict and type(j['info']) is dict
                f = h5py.File(folder + name, 'r')
                further = [f[prop] for prop in j['_hdfFileDatasetProperties']]
                data = further[0]
                trl = f['trialdefinition'][()]
                if j['dataclass'] in ('SpikeData', 'EventData'): # a row for each, names of the numbers that there are, waveforms as many as rows
                    assert data.ndim == 2 and data.shape[1] == len(j['dimord']) and data.dtype.kind == 'i' and len(data) and (np.diff(data[:, j['dimord'].index('sample')]) >= 0).all()
                    for dim in props[6:]: assert len(j[dim]) == len(np.unique(data[:, j['dimord'].index(dim)])), dim
                    for wave in further[1:]: assert wave.ndim > 1 and len(wave) == len(data)
                else:
                    assert len(data.shape) == len(j['dimord']) and (trl[:, 1] <= len(data)).all()
                    for dim in [d for d in j['dimord'] if d != 'time' and j[d] is not None]:
                        assert len(j[dim]) == data.shape[j['dimord'].index(dim)], dim
                assert (trl[:, :2] >= 0).all() and (trl[:, :2] == np.rint(trl[:, :2])).all() and j['samplerate'] >= (1 if j['dataclass'] in ('SpikeData', 'EventData') else 1e-15)
                if j['dataclass'] == 'TimeLockData': # equally long, at the same times
                    assert len({(stop - start, offset) for start, stop, offset in trl[:, :3].tolist()}) == 1
                assert list(data.shape) == j['data_shape'] and data.dtype.name == j['data_dtype'] and data.id.get_offset() == j['data_offset']
                assert list(trl.shape) == j['trl_shape'] and trl.dtype.name == j['trl_dtype'] == 'float64'
                assert data.chunks is None and set(data.attrs) <= {'statistic', 'clustercritval', 'permutations', 'exact'} # of clusterstat, which its reader leaves alone
                assert list(f.attrs['dimord']) == j['dimord'] and f.attrs['_version'] == j['_version'] and f.attrs['_log'] == j['_log']
                print(j['filename'], j['dataclass'], data.dtype, data.shape, j['samplerate'] == f.attrs['samplerate'], j['samplerate'])
                print(trl.tolist(), sorted(f.attrs), sorted(f), all(list(f.attrs[d]) == j[d] for d in j['dimord'] if d.startswith('channel')))
                print(data[()].ravel()[:8].tolist(), np.abs(data[()]).sum(dtype='f8'))
                for d in further[1:]: print(d.name, d.dtype, d.shape)
                """.formatted(name));
    }
}
