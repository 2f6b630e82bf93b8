package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;

/** Raw data as FieldTrip saves them; values as SciPy reads them from the same file. */
class FieldTripRawTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        MatFiles.write(folder, """
                lengths, begins = (40, 25, 60), (-0.02, 0.0, 1.5)
                trial = [rng.standard_normal((2, n)) for n in lengths]
                time = [begin + np.arange(n)[None, :] / 500 for n, begin in zip(lengths, begins)]
                info = np.array([[1, 0.25], [2, np.nan], [1, 3]])
                raw = {'label': ['Fz', 'M\\u00fc 2'], 'fsample': 500.0, 'trial': trial, 'time': time, 'trialinfo': info, 'sampleinfo': np.array([[1, 40], [101, 125], [201, 260]], 'f8'),
                       'cfg': {'dataset': 'x.vhdr', 'trl': np.zeros((3, 3))}, 'chanunit': ['uV', 'mV']}
                without = {k: raw[k] for k in ('label', 'trial', 'time')}
                single = dict(without, fsample=500.0, trial=[t.astype('f4') for t in trial])
                counts = dict(without, fsample=500.0, trial=[(t * 100).astype('i2') for t in trial])
                for name, values in (('raw', raw), ('without', without), ('single', single), ('counts', counts)):
                    save5(name + '-5.mat', {'data': values})
                    save5(name + '-5z.mat', {'data': values}, do_compression=True)
                    save73(name + '-73.mat', {'data': values})
                for name in ('raw', 'single', 'counts'):
                    read = loadmat(name + '-5z.mat')['data']['trial'][0, 0]
                    np.concatenate([read[0, k].T for k in range(3)]).tofile('expected-' + name)
                one = dict(without, trial=trial[:1], time=time[:1])
                def bad(name, **changes):
                    save5(name + '.mat', {'data': {k: v for k, v in dict(raw, **changes).items() if v is not None}})
                bad('label', label='Fz')
                bad('labels', label=['Fz', 2.0])
                bad('channels', label=['Fz', 'Cz', 'Pz'])
                bad('times', time=time[:2])
                bad('time', time=[time[0], time[1][:, 1:], time[2]])
                bad('odd', time=[time[0], time[1] + 0.001 * (np.arange(25) == 7), time[2]])
                bad('rate', fsample=250.0)
                bad('norate', fsample=None, time=[np.zeros((1, 1))], trial=[np.zeros((2, 1))], trialinfo=None)
                bad('empty', trial=[trial[0], np.zeros((2, 0)), trial[2]])
                bad('mixed', trial=[trial[0], trial[1].astype('f4'), trial[2]])
                bad('info', trialinfo=info[:2])
                bad('stamps', trialinfo=np.array([[2**53], [2**53 + 1], [5]]))
                save73('stamps-73.mat', {'data': dict(raw, trialinfo=np.array([[2**53], [2**53 + 1], [5]]))})
                bad('none', trial=[], time=[])
                bad('fsample', fsample=-1.0)
                bad('average', trial=rng.standard_normal((3, 2, 40)))
                save73('plain-73.mat', {'lfp': np.arange(60.).reshape(30, 2).T})
                save73('uint64-73.mat', {'data': dict(without, fsample=500.0, trial=[t.astype('u8') for t in trial])})
                save73('bare-73.mat', {'data': raw})
                with h5py.File('bare-73.mat', 'r+') as f:
                    del f['data/trial']
                    f['data'].create_dataset('trial', (3, 1), h5py.ref_dtype).attrs['MATLAB_class'] = np.bytes_('cell')
                """);
    }

    private static Recording open(String name, String kind) throws IOException {
        return Recording.open(folder.resolve(name + "-" + kind + ".mat"));
    }

    private static byte[] all(Recording recording) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int k = 0; k < recording.trials().count(); k++) {
            bytes.write(recording.trial(k).array().toBytes().array());
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5z", "73"})
    void trialsKeepLengthsTimesAndInfo(String kind) throws IOException {
        Recording recording = open("raw", kind);
        assertEquals("FieldTrip in raw-" + kind + ".mat: float64 (125, 2), 500.0 Hz, 3 trials", recording.toString());
        assertEquals(List.of("Fz", "M\u00fc 2"), recording.channelNames());
        assertEquals(Optional.empty(), recording.unit(), "its channels have different ones");
        assertEquals("[-10, 0, 750] [40, 25, 60]", List.of(recording.trials().offset(0), recording.trials().offset(1), recording.trials().offset(2)) + " "
                + List.of(recording.trials().length(0), recording.trials().length(1), recording.trials().length(2)));
        assertEquals(List.of("info1", "info2"), recording.trials().columnNames());
        assertArrayEquals(new double[] {1, 0.25, 2, Double.NaN, 1, 3}, (double[]) recording.trials().info().data());
        assertArrayEquals(new int[] {0, 2}, recording.chunks(Selection.all().trials("info1=1")).trials());
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected-raw")), all(recording));
        assertEquals(recording.trial(2).value(11, 1), recording.chunks(Selection.all().trials("2").channels("1,0")).get(0).value(11, 0));
        assertEquals(List.of(), recording.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5z", "73"})
    void typesAndRatesAreThoseOfTheFile(String kind) throws IOException {
        assertEquals("FieldTrip in single-" + kind + ".mat: float32 (125, 2), 500.0 Hz, 3 trials", open("single", kind).toString());
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected-single")), all(open("single", kind)));
        assertEquals("FieldTrip in counts-" + kind + ".mat: int16 (125, 2), 500.0 Hz, 3 trials", open("counts", kind).toString());
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected-counts")), all(open("counts", kind)));
        assertEquals(500, open("without", kind).samplerateHz(), "by the times");
        assertEquals(0, open("without", kind).trials().info().shape()[1]);
    }

    @Test
    void aLatencyWithinTrialsReadsItsOwnSamples() throws IOException {
        Recording recording = open("raw", "5z");
        var chunks = recording.chunks(Selection.all().latency(0, 0.01));
        assertArrayEquals(new int[] {0, 1}, chunks.trials());
        assertEquals(recording.trial(0).value(10, 0), chunks.get(0).value(0, 0));
        assertEquals(recording.trial(1).value(5, 1), chunks.get(1).value(5, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\1', value = {
        "label | 'label' of FieldTrip's 'data' in F/label.mat is char 1x2. It must be a cell of texts.",
        "labels | 'label{2}' of FieldTrip's 'data' in F/labels.mat is double 1x1. It must be a text.",
        "channels | 'trial{1}' of FieldTrip's 'data' in F/channels.mat is double 2x40. It must be the numbers of 3 channels (label) x at least one sample.",
        "times | 'time' of FieldTrip's 'data' in F/times.mat is cell 1x2. It must be a cell with the times of each of the 3 trials, of which there must be one or more.",
        "time | 'time{2}' of FieldTrip's 'data' in F/time.mat is 24 times. It must be a time in seconds for each of the 25 samples of this trial.",
        "odd | 'time{2}' of FieldTrip's 'data' in F/odd.mat is 0.015 s at sample 8. It must be 0.014 s there at 500.0 Hz: spectra and filters need even samples, and nothing is resampled.",
        "rate | 'time{1}' of FieldTrip's 'data' in F/rate.mat is -0.018000000000000002 s at sample 2. It must be -0.016 s there at 250.0 Hz: spectra and filters need even samples, and nothing is resampled.",
        "norate | 'fsample' of FieldTrip's 'data' in F/norate.mat is missing. It must be the number of samples per second, which the times do not say either.",
        "empty | 'trial{2}' of FieldTrip's 'data' in F/empty.mat is double 2x0. It must be the numbers of 2 channels (label) x at least one sample.",
        "mixed | 'trial{2}' of FieldTrip's 'data' in F/mixed.mat is single 2x25. It must be of the same type as the first trial (float64).",
        "info | 'trialinfo' of FieldTrip's 'data' in F/info.mat is double 2x2. It must be a row for each of the 3 trials.",
        "stamps | 'trialinfo' of FieldTrip's 'data' in F/stamps.mat is int64 3x1 with numbers that are rounded as doubles. It must be doubles, or whole numbers up to 2^53.",
        "stamps-73 | 'trialinfo' of FieldTrip's 'data' in F/stamps-73.mat is int64 3x1 with numbers that are rounded as doubles. It must be doubles, or whole numbers up to 2^53.",
        "none | 'time' of FieldTrip's 'data' in F/none.mat is cell 1x0. It must be a cell with the times of each of the 0 trials, of which there must be one or more.",
        "fsample | 'fsample' of FieldTrip's 'data' in F/fsample.mat is -1.0. It must be a positive number of samples per second.",
        "average | 'trial' of FieldTrip's 'data' in F/average.mat is double 3x2x40. It must be a cell with an array (channel, sample) for each trial."})
    void whatDoesNotFitIsNamed(String name, String text) {
        assertEquals(text + " Correct it in MATLAB, and save it once more.",
                assertThrows(IllegalArgumentException.class, () -> Recording.open(folder.resolve(name + ".mat"))).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void aFileOfVersion73IsHdf5WithNamesAsEver() throws IOException {
        RecordingOptions options = RecordingOptions.DEFAULT.dataset("/lfp").samplerateHz(100);
        assertEquals("/lfp in plain-73.mat: float64 (30, 2), 100.0 Hz, 1 trial", Recording.open(folder.resolve("plain-73.mat"), options).toString());
        assertEquals("/data/trialinfo in raw-73.mat: float64 (2, 3), 100.0 Hz, 1 trial", Recording.open(folder.resolve("raw-73.mat"), RecordingOptions.DEFAULT.dataset("/data/trialinfo")
                .samplerateHz(100)).toString());
    }

    private static String refused(String name) {
        return assertThrows(Exception.class, () -> Recording.open(folder.resolve(name))).getMessage().replace(folder.toString(), "F");
    }

    @Test
    void whatIsDamagedInVersion73IsNamed() throws IOException {
        assertEquals("'trial{1}' of FieldTrip's 'data' in F/uint64-73.mat is uint64. It must be numbers of a type that is read: floats, or integers of up to 64 bits (unsigned: 32). Correct it in"
                + " MATLAB, and save it once more.", refused("uint64-73.mat"));
        assertEquals("Cannot read dataset '/data/trial' of 'F/bare-73.mat': reference 0 leads nowhere. The file is damaged, or was not finished. Write it again.", refused("bare-73.mat"));
        byte[] all = Files.readAllBytes(folder.resolve("raw-73.mat"));
        Files.write(folder.resolve("cut-73.mat"), java.util.Arrays.copyOf(all, all.length / 2));
        assertEquals(
                "Cannot open 'F/cut-73.mat': it is truncated: it has " + all.length / 2 + " bytes, its header says " + all.length + ". A copy was interrupted, or the disk was full. Copy or write it"
                        + " again.",
                refused("cut-73.mat"));
    }
}
