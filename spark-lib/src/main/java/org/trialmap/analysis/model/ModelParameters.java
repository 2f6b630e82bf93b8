package org.trialmap.analysis.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.trialmap.array.NdArray;
import org.trialmap.signal.model.SpectralModel;

/**
 * Parameters of models as numbers, and as datasets by the names that Syncopy gives them. The numbers of a model: aperiodic parameters, r_squared, error, the peaks, as many Gaussians, three
 * numbers each; NaN and no peaks where there is no model.
 *
 * @param aperiodic how many aperiodic parameters there are
 */
record ModelParameters(int aperiodic) implements Serializable {
    private static final Set<String> PER_PEAK = Set.of("peak_params", "gaussian_params");

    /** @param model null: none */
    double[] numbers(SpectralModel model) {
        if (model == null) {
            return DoubleStream.generate(() -> Double.NaN).limit(aperiodic + 2L).toArray();
        }
        DoubleStream measures = DoubleStream.of(model.rSquared(), model.error());
        DoubleStream peaks = Stream.of(model.peaks(), model.gaussians()).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream);
        return DoubleStream.concat(Arrays.stream(model.aperiodic()), DoubleStream.concat(measures, peaks)).toArray();
    }

    /** Of one spectrum for each channel: without an axis of trials. */
    Map<String, NdArray> ofMean(List<SpectralModel> models) {
        Map<String, NdArray> datasets = new LinkedHashMap<>(ofTrials(new double[][][] {models.stream().map(this::numbers).toArray(double[][]::new)}));
        datasets.replaceAll((name, array) -> PER_PEAK.contains(name) ? array : array.reshape(Arrays.copyOfRange(array.shape(), 1, array.rank())));
        return datasets;
    }

    /** @param numbers of each trial and channel */
    Map<String, NdArray> ofTrials(double[][][] numbers) {
        int trials = numbers.length;
        int channels = numbers[0].length;
        double[] parameters = new double[trials * aperiodic * channels];
        int[] peaks = new int[trials * channels];
        double[] rSquared = new double[trials * channels];
        double[] error = new double[trials * channels];
        DoubleStream.Builder peakRows = DoubleStream.builder();
        DoubleStream.Builder gaussianRows = DoubleStream.builder();
        for (int at = 0; at < trials * channels; at++) {
            double[] own = numbers[at / channels][at % channels];
            for (int p = 0; p < aperiodic; p++) {
                parameters[(at / channels * aperiodic + p) * channels + at % channels] = own[p];
            }
            rSquared[at] = own[aperiodic];
            error[at] = own[aperiodic + 1];
            int first = aperiodic + 2;
            int middle = (first + own.length) / 2;
            peaks[at] = (middle - first) / 3;
            Arrays.stream(own, first, middle).forEach(peakRows);
            Arrays.stream(own, middle, own.length).forEach(gaussianRows);
        }
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put("aperiodic_params", NdArray.of(parameters, trials, aperiodic, channels));
        datasets.put("n_peaks", NdArray.of(peaks, trials, channels));
        datasets.put("peak_params", rows(peakRows));
        datasets.put("gaussian_params", rows(gaussianRows));
        datasets.put("r_squared", NdArray.of(rSquared, trials, channels));
        datasets.put("error", NdArray.of(error, trials, channels));
        return datasets;
    }

    /** Peak after peak, channel after channel, trial after trial. */
    private static NdArray rows(DoubleStream.Builder peaks) {
        double[] flat = peaks.build().toArray();
        return NdArray.of(flat, flat.length / 3, 3);
    }
}
