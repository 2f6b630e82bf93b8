package org.trialmap.trial.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.trial.format.ForeignRecording.Markers;
import org.trialmap.trial.format.ForeignRecording.Segment;
import org.trialmap.trial.format.MatValue.Kind;

/** Raw data of FieldTrip (ft_datatype_raw): cells of trials (channel, sample) and of their times in seconds, which may be of unequal length. */
record FieldTripRaw(MatVariable variable) {
    private static final String TRIAL = "trial";
    private static final String TIME = "time";
    private static final String INFO = "trialinfo";
    /** Of a step, by which times may be off. */
    private static final double TOLERANCE = 0.1;
    private static final double WHOLE = 1e-3;

    ForeignRecording open() throws IOException {
        MatFields data = variable.fields("FieldTrip's");
        List<String> labels = data.texts("label");
        MatValue trials = data.required(TRIAL, Kind.CELL, "a cell with an array (channel, sample) for each trial");
        MatValue times = data.required(TIME, Kind.CELL, "a cell with the times of each trial");
        int count = (int) trials.size();
        if (count == 0 || times.size() != count) {
            throw data.wrong(TIME, times.describe(), "a cell with the times of each of the " + count + " trials, of which there must be one or more");
        }
        List<double[]> seconds = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            MatValue time = times.element(k);
            seconds.add(time.kind() == Kind.NUMBERS ? time.numbers() : new double[0]);
        }
        double hz = samplerate(data, seconds);
        List<Long> ends = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        DType dtype = null;
        for (int k = 0; k < count; k++) {
            long first = k == 0 ? 0 : ends.get(k - 1);
            DType own = dtype(data, trials.element(k), labels.size(), k);
            dtype = k == 0 ? own : dtype;
            if (own != dtype) {
                throw data.wrong(TRIAL + "{" + (k + 1) + "}", trials.element(k).describe(), "of the same type as the first trial (" + dtype + ")");
            }
            requireEven(data, seconds.get(k), trials.element(k).columns(), hz, k);
            segments.add(new Segment(first, seconds.get(k).length, seconds.get(k)[0]));
            ends.add(first + seconds.get(k).length);
        }
        Optional<MatValue> info = data.value(INFO).filter(value -> value.kind() != Kind.NUMBERS);
        List<String> leftOut = info.isPresent() ? List.of("'trialinfo' (" + info.get().type() + "), which is no matrix of numbers") : List.of();
        return new ForeignRecording("FieldTrip", variable.file(), variable.samples(TRIAL, dtype, ends), labels, hz, List.of(), units(data, labels.size()), segments, leftOut, Markers.NONE,
                info(data, count));
    }

    private static DType dtype(MatFields data, MatValue trial, int channels, int k) throws IOException {
        String field = TRIAL + "{" + (k + 1) + "}";
        DType dtype = trial.kind() == Kind.NUMBERS ? data.dtype(field, trial) : null;
        if (dtype == null || trial.dims().length != 2 || trial.dims()[0] != channels || trial.columns() == 0) {
            throw data.wrong(field, trial.describe(), "the numbers of " + channels + " channels (label) x at least one sample");
        }
        return dtype;
    }

    /** What the file says or, in files of older versions, what the times of the longest trial say. */
    private static double samplerate(MatFields data, List<double[]> seconds) throws IOException {
        if (data.value("fsample").filter(value -> value.kind() == Kind.NUMBERS).isPresent()) {
            return data.samplerate("fsample");
        }
        double[] longest = seconds.stream().max(Comparator.comparingInt(times -> times.length)).orElseThrow();
        double hz = longest.length < 2 ? Double.NaN : (longest.length - 1) / (longest[longest.length - 1] - longest[0]);
        if (!(hz > 0 && hz < Double.POSITIVE_INFINITY)) {
            throw data.wrong("fsample", "missing", "the number of samples per second, which the times do not say either");
        }
        boolean whole = Math.abs(hz - Math.rint(hz)) * (longest.length - 1) / hz < WHOLE;
        return whole ? Math.rint(hz) : hz;
    }

    private static void requireEven(MatFields data, double[] times, long samples, double hz, int k) {
        String field = TIME + "{" + (k + 1) + "}";
        if (times.length != samples) {
            throw data.wrong(field, times.length + " times", "a time in seconds for each of the " + samples + " samples of this trial");
        }
        int odd = IntStream.range(0, times.length).filter(i -> !(Math.abs((times[i] - times[0]) * hz - i) <= TOLERANCE)).findFirst().orElse(-1);
        if (odd >= 0) {
            throw data.wrong(field, times[odd] + " s at sample " + (odd + 1), (times[0] + odd / hz) + " s there at " + hz + " Hz: spectra and filters need even samples, and nothing is resampled");
        }
    }

    private static List<String> units(MatFields data, int channels) throws IOException {
        Optional<MatValue> units = data.value("chanunit").filter(value -> value.kind() == Kind.CELL);
        return units.isPresent() && units.get().size() == channels ? data.texts("chanunit") : ForeignRecording.all(channels, "");
    }

    /** Columns of the matrix of trials as {@code info1}, {@code info2}, ... */
    private static List<Map<String, String>> info(MatFields data, int trials) throws IOException {
        Optional<MatValue> info = data.value(INFO).filter(value -> value.kind() == Kind.NUMBERS);
        if (info.isEmpty() || info.get().size() == 0) {
            return List.of();
        }
        if (info.get().dims()[0] != trials) {
            throw data.wrong(INFO, info.get().describe(), "a row for each of the " + trials + " trials");
        }
        double[] numbers = info.get().numbers();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int k = 0; k < trials; k++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < numbers.length / trials; c++) {
                row.put("info" + (c + 1), MatFields.text(numbers[c * trials + k]));
            }
            rows.add(row);
        }
        return rows;
    }
}
