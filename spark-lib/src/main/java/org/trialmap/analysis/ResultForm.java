package org.trialmap.analysis;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.trial.History;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialChunks;

/**
 * What a result looks like: {@code data} of the shape (sum of {@code rows}, ...{@code core}, channel), its trials one after the other along the first
 * axis. What is made of all trials together is one trial.
 *
 * @param header class of data, samplerate, channels, tapers and frequencies
 * @param history how the result came about; a method leaves it to {@link Analysis}
 * @param dtype of {@code data}: float32, float64, complex64 or complex128; integers, where a method keeps those of the recording
 * @param core extents between the first and the last axis: none for AnalogData, tapers and frequencies for SpectralData, frequencies and channels for
 *     CrossSpectralData
 * @param rows of each trial along the first axis
 * @param offsets of each trial's first row relative to t = 0, in rows; those of time-frequency spectra may be fractions
 * @param axis what rows are
 * @param trialinfo free columns of the trial definition: (trial, column)
 * @param toi seconds of the rows of each trial, if they were chosen, see {@link TimeAxis}; else empty
 */
public record ResultForm(SyncopyContainer.Header header, History history, DType dtype, long[] core, long[] rows, double[] offsets, Axis axis,
        NdArray trialinfo, double[] toi) {

    /** The first axis. */
    public enum Axis {
        /** Rows are times, at the header's samplerate. */
        TIME,
        /** Rows are whole trials. */
        TRIAL
    }

    /** With a time axis whose offsets are whole. */
    public ResultForm(SyncopyContainer.Header header, History history, DType dtype, long[] core, long[] rows, long[] offsets, NdArray trialinfo) {
        this(header, history, dtype, core, rows, doubles(offsets), Axis.TIME, trialinfo, new double[0]);
    }

    private static double[] doubles(long[] offsets) {
        return Arrays.stream(offsets).mapToDouble(ResultForm::exact).toArray();
    }

    static double exact(long offset) {
        if (!Decimals.isExactDouble(offset)) {
            throw new IllegalArgumentException("A trial begins at " + offset + " samples from t = 0, which is beyond 2^53, where not every whole number has a double."
                    + " Results have offsets as float64. Correct the third column of the recording's trial definition.");
        }
        return offset;
    }

    /** AnalogData with the samples of {@code trials}. */
    public static ResultForm analog(TrialChunks trials, DType dtype) {
        int count = trials.count();
        return analog(trials, dtype, trials.recording().samplerateHz(), IntStream.range(0, count).mapToLong(trials::samples).toArray(),
                IntStream.range(0, count).mapToLong(trials::offset).toArray());
    }

    /** AnalogData with other samples than those of the trials. */
    public static ResultForm analog(TrialChunks trials, DType dtype, double samplerateHz, long[] rows, long[] offsets) {
        SyncopyContainer.Header header = SyncopyContainer.Header.analog(samplerateHz, trials.channelNames());
        return new ResultForm(header, History.NONE, dtype, new long[0], rows, offsets, trials.trialInfo());
    }

    /**
     * TimeLockData with the samples of {@code trials}.
     *
     * @throws IllegalArgumentException if they are not all at the same times
     */
    public static ResultForm timeLock(TrialChunks trials, DType dtype) {
        ResultForm samples = analog(trials, dtype);
        samples.overTrials(trials);
        SyncopyContainer.Header header = SyncopyContainer.Header.timeLock(trials.recording().samplerateHz(), trials.channelNames());
        return new ResultForm(header, History.NONE, dtype, samples.core, samples.rows, samples.offsets, Axis.TIME, samples.trialinfo, samples.toi);
    }

    /** SpectralData with one row per trial. Frequencies in Hz. */
    public static ResultForm spectral(TrialChunks trials, DType dtype, List<String> tapers, double[] freq) {
        int count = trials.count();
        long[] rows = new long[count];
        Arrays.fill(rows, 1);
        double[] offsets = doubles(IntStream.range(0, count).mapToLong(trials::offset).toArray());
        return spectral(trials, dtype, tapers, freq, new TimeAxis(rows, offsets, trials.recording().samplerateHz()), Axis.TRIAL);
    }

    /** SpectralData with a time axis. Frequencies in Hz. */
    public static ResultForm spectral(TrialChunks trials, DType dtype, List<String> tapers, double[] freq, TimeAxis time) {
        return spectral(trials, dtype, tapers, freq, time, Axis.TIME);
    }

    private static ResultForm spectral(TrialChunks trials, DType dtype, List<String> tapers, double[] freq, TimeAxis time, Axis axis) {
        SyncopyContainer.Header header = SyncopyContainer.Header.spectral(time.samplerateHz(), tapers, Arrays.stream(freq).boxed().toList(),
                trials.channelNames());
        return new ResultForm(header, History.NONE, dtype, new long[] {tapers.size(), freq.length}, time.rows(), time.offsets(), axis, trials.trialInfo(),
                time.seconds());
    }

    /** SpectralData with the times of the trials of a spectrum. Frequencies in Hz. */
    public static ResultForm spectralAsGiven(TrialChunks spectra, DType dtype, List<String> tapers, double[] freq) {
        int count = spectra.count();
        long[] rows = IntStream.range(0, count).mapToLong(spectra::samples).toArray();
        double[] offsets = IntStream.range(0, count).mapToDouble(k -> exact(spectra.offset(k)) + spectra.offsetFraction(k)).toArray();
        boolean whole = spectra.toi().length == 0 && Arrays.stream(rows).allMatch(n -> n == 1);
        return spectral(spectra, dtype, tapers, freq, new TimeAxis(rows, offsets, spectra.recording().samplerateHz(), spectra.toi()), whole ? Axis.TRIAL : Axis.TIME);
    }

    /** The class, times, tapers, frequencies and channels of {@code trials}, which may be those of a recording or of a spectrum. */
    public static ResultForm asGiven(TrialChunks trials, DType dtype) {
        return trials.areSpectra() ? spectralAsGiven(trials, dtype, trials.taper(), trials.freq()) : analog(trials, dtype);
    }

    /** This form with other channels, which are made of all those of a trial; their names. */
    public ResultForm ofChannels(List<String> names) {
        SyncopyContainer.Header other = header.dataclass() == SyncopyClass.ANALOG ? SyncopyContainer.Header.analog(header.samplerateHz().orElseThrow(), names)
                : SyncopyContainer.Header.spectral(header.samplerateHz().orElseThrow(), header.names().get("taper"), header.freq(), names);
        return new ResultForm(other, history, dtype, core, rows, offsets, axis, trialinfo, toi);
    }

    /** This form without times, which were made one for each trial, at t = 0. */
    public ResultForm oneTime() {
        long[] one = new long[rows.length];
        Arrays.fill(one, 1);
        return new ResultForm(header, history, dtype, core, one, new double[rows.length], Axis.TRIAL, trialinfo, new double[0]);
    }

    /**
     * CrossSpectralData over frequencies, of all trials together: time x freq x channel_i x channel_j.
     *
     * @param freq in Hz
     * @param time one row, or the rows of all times
     */
    public static ResultForm crossSpectral(TrialChunks trials, DType dtype, double[] freq, TimeAxis time) {
        return crossSpectral(trials, dtype, Arrays.stream(freq).boxed().toList(), time);
    }

    /** As {@link #crossSpectral(TrialChunks, DType, double[], TimeAxis)}, with one row. */
    public static ResultForm crossSpectral(TrialChunks trials, DType dtype, double[] freq) {
        return crossSpectral(trials, dtype, freq, new TimeAxis(new long[] {1}, new double[] {0}, trials.recording().samplerateHz()));
    }

    /** CrossSpectralData over lags, of all trials together: lag x 1 x channel_i x channel_j. Lag {@code k} is {@code (first + k) / samplerate} seconds. */
    public static ResultForm crossCorrelation(TrialChunks trials, DType dtype, int lags, long first) {
        return crossSpectral(trials, dtype, List.of(), new TimeAxis(new long[] {lags}, new double[] {first}, trials.recording().samplerateHz()));
    }

    private static ResultForm crossSpectral(TrialChunks trials, DType dtype, List<Double> freq, TimeAxis time) {
        List<String> names = trials.channelNames();
        SyncopyContainer.Header header = SyncopyContainer.Header.crossSpectral(time.samplerateHz(), freq, names, names);
        return new ResultForm(header, History.NONE, dtype, new long[] {Math.max(1, freq.size()), names.size()}, time.rows(), time.offsets(), Axis.TIME,
                NdArray.of(new double[0], 1, 0), time.seconds());
    }

    /** This form with a history of the result. */
    public ResultForm with(History how) {
        return new ResultForm(header.history(Provenance.version(), how.text(), how.cfg()), how, dtype, core, rows, offsets, axis, trialinfo, toi);
    }

    /** The form of the mean over trials. Throws {@link IllegalArgumentException} if they do not all have as many rows, or not at the same times. */
    ResultForm mean(TrialChunks trials) {
        return ofOneTrial(trials, new Asked("The mean over trials was asked for (keeptrials false)", "Only what has one shape has a mean", "Only values at the same times are averaged",
                ", a common window with " + Setting.LATENCY + ", or keep the trials (" + Setting.KEEPTRIALS.with(true) + ").",
                " Select a common window with " + Setting.LATENCY + ", or keep the trials (" + Setting.KEEPTRIALS.with(true) + ")."));
    }

    /**
     * The form of what is made of all trials together, row by row: one trial with as many rows as each of these has.
     *
     * @throws IllegalArgumentException if they do not all have as many rows, or not at the same times
     */
    public ResultForm overTrials(TrialChunks trials) {
        return ofOneTrial(trials, new Asked("What is computed is summed over trials", "Only what has one shape can be summed", "Only values at the same times are summed",
                ", or a common window with " + Setting.LATENCY + ".", " Select a common window with " + Setting.LATENCY + "."));
    }

    /** Words of errors. */
    private record Asked(String what, String shape, String time, String cureOfLength, String cureOfTime) {}

    private ResultForm ofOneTrial(TrialChunks trials, Asked asked) {
        for (int k = 1; k < rows.length; k++) {
            if (rows[k] != rows[0]) {
                throw new IllegalArgumentException(asked.what + ", but trial " + trials.trials()[k] + " gives " + rows[k] + " rows and trial " + trials.trials()[0] + " "
                        + rows[0] + ". " + asked.shape + ". Select trials of one length with " + Setting.TRIALS + asked.cureOfLength);
            }
        }
        if (axis == Axis.TIME) {
            requireSameTimes(trials, asked);
        }
        double offset = axis == Axis.TIME ? offsets[0] : 0;
        return new ResultForm(header, history, dtype, core, new long[] {rows[0]}, new double[] {offset}, axis, NdArray.of(new double[0], 1, 0), toi);
    }

    private void requireSameTimes(TrialChunks trials, Asked asked) {
        double hz = header.samplerateHz().orElseThrow();
        for (int k = 1; k < offsets.length; k++) {
            if (offsets[k] != offsets[0]) {
                throw new IllegalArgumentException(asked.what + ", but trial " + trials.trials()[k] + " begins at " + offsets[k] / hz + " s and trial " + trials.trials()[0]
                        + " at " + offsets[0] / hz + " s. " + asked.time + "." + asked.cureOfTime);
            }
        }
    }

    /** Values of one channel in one row. */
    long valuesPerRow() {
        return Shape.size(core);
    }

    /** Throws {@link IllegalArgumentException} if what one task gives of one trial is more than an array in memory holds. */
    void requireFits(TrialChunks trials) {
        long perRow = Math.multiplyExact(valuesPerRow() * dtype.width(), trials.channelGrid().chunk());
        for (int k = 0; k < rows.length; k++) {
            if (rows[k] > (Integer.MAX_VALUE - 8) / perRow) {
                throw new IllegalArgumentException("Trial " + trials.trials()[k] + " gives " + rows[k] + " rows of " + perRow + " values for "
                        + trials.channelGrid().chunk() + " channels, more than the " + (Integer.MAX_VALUE - 8) + " that one array in memory holds. Use fewer"
                        + " channels per task with " + Setting.CHAN_PER_WORKER + ", fewer frequencies, or shorter trials.");
            }
        }
    }

    /** How the result's channels are cut: as those of the trials, or not at all if others were made of all of them. */
    ChunkGrid grid(TrialChunks trials) {
        ChunkGrid given = trials.channelGrid();
        return channels() == given.length() ? given : new ChunkGrid(channels(), channels());
    }

    /** Extent of the last axis. */
    int channels() {
        List<String> axes = header.dimord();
        return header.names().get(axes.get(axes.size() - 1)).size();
    }

    /** Of {@code data}. */
    public long[] shape() {
        return Shape.concat(Shape.concat(new long[] {Arrays.stream(rows).sum()}, core), new long[] {channels()});
    }

    /** Where each trial begins along the first axis, and last the axis' length. */
    long[] starts() {
        long[] starts = new long[rows.length + 1];
        for (int k = 0; k < rows.length; k++) {
            starts[k + 1] = starts[k] + rows[k];
        }
        return starts;
    }

    /**
     * Throws {@link IllegalArgumentException} if the table of trials needs both whole numbers that no double holds and offsets that are fractions.
     */
    void requireExact(TrialChunks trials) {
        int large = firstBeyondDoubles();
        if (large >= 0 && !Arrays.stream(offsets).allMatch(offset -> offset == Math.rint(offset))) {
            int free = trialinfo.shape()[1];
            throw new IllegalArgumentException("Column " + (3 + large % free) + " of the trial definition (from 0) has the value " + Array.getLong(trialinfo.data(), large)
                    + " for trial " + trials.trials()[large / free] + ", which is beyond 2^53, where not every whole number has a double. The offsets of this result's rows"
                    + " are fractions of a step, so its trial definition is float64, and nothing is rounded. Subtract a constant from the column, for example the first"
                    + " time stamp, or choose " + Setting.TOI_ALL + ", which has whole ones.");
        }
    }

    /** Which value of the free columns is an int64 that may have no double; -1 if none is. */
    private int firstBeyondDoubles() {
        return trialinfo.data() instanceof long[] values ? IntStream.range(0, values.length).filter(i -> !Decimals.isExactDouble(values[i])).findFirst().orElse(-1) : -1;
    }

    /**
     * (trial, 3 or more): first row, row after the last, offset, free columns; float64 as Syncopy's, or int64 where a free column has whole numbers that no
     * double holds, as time stamps in ns.
     */
    NdArray trialdefinition() {
        return firstBeyondDoubles() < 0 ? doubles() : longs();
    }

    private NdArray longs() {
        long[] starts = starts();
        int free = trialinfo.shape()[1];
        long[] table = new long[rows.length * (3 + free)];
        for (int k = 0; k < rows.length; k++) {
            int at = k * (3 + free);
            table[at] = starts[k];
            table[at + 1] = starts[k + 1];
            table[at + 2] = (long) offsets[k];
            System.arraycopy(trialinfo.data(), k * free, table, at + 3, free);
        }
        return NdArray.of(table, rows.length, 3 + free);
    }

    private NdArray doubles() {
        long[] starts = starts();
        int free = trialinfo.shape()[1];
        double[] info = trialinfo.toDoubles();
        double[] table = new double[rows.length * (3 + free)];
        for (int k = 0, at = 0; k < rows.length; k++) {
            table[at++] = starts[k];
            table[at++] = starts[k + 1];
            table[at++] = offsets[k];
            System.arraycopy(info, k * free, table, at, free);
            at += free;
        }
        return NdArray.of(table, rows.length, 3 + free);
    }
}
