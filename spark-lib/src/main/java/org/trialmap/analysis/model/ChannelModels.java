package org.trialmap.analysis.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.SecondPass;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.signal.model.SpectralModel;
import org.trialmap.task.OnError;

/**
 * Fits a model to the spectrum of each channel.
 *
 * @param hz frequencies
 */
record ChannelModels(double[] hz, Fooof.Output output, FooofOptions options) implements Serializable {
    /**
     * The models of all channels.
     *
     * @param spectra of them, in the shape and type of the power
     * @param models of each channel; null of one whose power is NaN
     */
    record Fitted(NdArray spectra, List<SpectralModel> models) {
    }

    ModelParameters parameters() {
        return new ModelParameters(options.aperiodicMode().count());
    }

    /**
     * The power of a channel at each frequency.
     *
     * @param what it is, for errors
     */
    private record Spectrum(String what, String channel, double[] power) implements Serializable {
        @Override
        public String toString() {
            return what + ", channel '" + channel + "'";
        }
    }

    /**
     * @param power of shape (1, 1, freq, channel); a channel that is NaN keeps being so
     * @param what it is, for errors
     * @throws IllegalArgumentException if there is no model of a channel's spectrum; names it
     */
    Fitted of(NdArray power, String what, List<String> names) {
        return fitted(power, spectra(power, what, names).stream().map(this::model).toList());
    }

    /** As {@link #of}, of the mean spectrum; each channel is a task. */
    Fitted ofMean(NdArray mean, List<String> names, ParallelMap pmap) {
        try {
            return fitted(mean, pmap.name("models").onError(OnError.FAIL).over(spectra(mean, "the mean spectrum", names)).collect(this::model));
        } catch (MapFailedException e) {
            if (!e.failures().isEmpty() && e.failures().get(0).type().equals(IllegalArgumentException.class.getName())) {
                throw new IllegalArgumentException(e.failures().get(0).message(), e);
            }
            throw SecondPass.failed("The second pass, which fits models to the mean spectrum,", e);
        }
    }

    private List<Spectrum> spectra(NdArray power, String what, List<String> names) {
        double[] values = power.toDoubles();
        int channels = names.size();
        return IntStream.range(0, channels).mapToObj(c -> {
            double[] own = new double[hz.length];
            Arrays.setAll(own, k -> values[k * channels + c]);
            return new Spectrum(what, names.get(c), own);
        }).toList();
    }

    /** Null where the power is NaN. */
    private SpectralModel model(Spectrum spectrum) {
        if (Double.isNaN(spectrum.power[0])) {
            return null;
        }
        try {
            return SpectralModel.of(hz, spectrum.power, options);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "No model can be fitted to " + spectrum.what + " in the channel '" + spectrum.channel + "': " + e.getMessage() + ". Leave the channel out with " + Setting.CHANNELS
                            + ", or choose other frequencies with " + Setting.FOILIM + ".",
                    e);
        }
    }

    private Fitted fitted(NdArray power, List<SpectralModel> models) {
        int channels = models.size();
        double[] result = new double[hz.length * channels];
        for (int c = 0; c < channels; c++) {
            for (int k = 0; k < hz.length; k++) {
                result[k * channels + c] = models.get(c) == null ? Double.NaN : value(models.get(c), k);
            }
        }
        return new Fitted(Samples.array(power.dtype(), result, power.shape()), models);
    }

    private double value(SpectralModel model, int k) {
        double aperiodic = StrictMath.pow(10, model.aperiodicPart()[k]);
        return switch (output) {
            case FOOOF -> StrictMath.pow(10, model.whole()[k]);
            case FOOOF_APERIODIC -> aperiodic;
            case FOOOF_PEAKS -> StrictMath.pow(10, model.whole()[k]) - aperiodic;
        };
    }
}
