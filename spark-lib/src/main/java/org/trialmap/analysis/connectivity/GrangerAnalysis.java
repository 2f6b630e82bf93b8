package org.trialmap.analysis.connectivity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.connectivity.Granger;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.connectivity.SpectralMatrix;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Granger causality by frequency, of all trials: {@code connectivityanalysis} with {@code method="granger"}. CrossSpectralData of shape (1, freq, channel_i, channel_j), float32, or float64 for
 * recordings of float64, int32 and int64; entry (i, j) says how much of channel j's power comes from channel i. {@link Granger} has the definition. The result's further datasets say how well the
 * spectra could be factorized: {@code converged} (1 or 0), {@code max_rel_err}, {@code reg_factor}, {@code cond_num}.
 *
 * @param pairwise each pair of channels by itself, or all together (Syncopy's way, the default)
 * @param channelcmb which pairs of channels the result has; all by default. All are factorized
 * @param jackknife whether the result has the datasets {@code jack_var} and {@code jack_bias}: variance and bias of its values, by leaving out one trial at a time
 * @param spectra of the single trials; frequencies say which the result has, all are computed
 */
public record GrangerAnalysis(boolean pairwise, ChannelPairs channelcmb, boolean jackknife, FreqAnalysis spectra) implements TaperedSpectra<GrangerAnalysis> {
    private static final Logger LOG = LoggerFactory.getLogger(GrangerAnalysis.class);
    /** Above so many channels per trial Syncopy warns. */
    private static final double MANY = 0.1;

    public GrangerAnalysis {
        spectra = TrialSpectra.fourier(spectra);
    }

    public GrangerAnalysis pairwise(boolean value) {
        return Copies.with(this, "pairwise", value);
    }

    @Override
    public GrangerAnalysis channelcmb(List<String> senders, List<String> receivers) {
        return Copies.with(this, "channelcmb", new ChannelPairs(senders, receivers));
    }

    @Override
    public GrangerAnalysis spectra(FreqAnalysis value) {
        return Copies.with(this, "spectra", value);
    }

    /** With true the result has bias and variance by leaving out one trial at a time, each with a factorization of its own; false by default. */
    public GrangerAnalysis jackknife(boolean value) {
        return Copies.with(this, "jackknife", value);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(TrialSpectra.COMMAND + "/granger");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "granger");
        options.put("granger", pairwise ? "pairwise" : "multivariate");
        options.put("keeptrials", false);
        options.putAll(Jackknife.options(jackknife));
        options.putAll(channelcmb.options());
        options.putAll(TrialSpectra.keywords(spectra));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        if (trials.channelNames().size() < 2) {
            throw new IllegalArgumentException("Granger causality of one channel was asked for. It says what one channel tells of another one's future. Select at least 2 channels with "
                    + Setting.CHANNELS + ".");
        }
        requireReplicates(trials.count());
        TrialSpectra fourier = all(trials);
        int length = length(fourier, trials);
        double[] freq = Arrays.stream(bins(length, trials)).mapToDouble(bin -> fourier.freq()[bin]).toArray();
        return channelcmb.of(ResultForm.crossSpectral(trials, fourier.dtype(SpectralOutput.ABS), freq), trials);
    }

    private void requireReplicates(int trials) {
        if (jackknife) {
            Jackknife.require("granger", trials, 1);
        }
    }

    /** At all frequencies: the factorization needs them. */
    private TrialSpectra all(TrialChunks trials) {
        return TrialSpectra.of(frequencies(Frequencies.ALL).spectra(), trials);
    }

    private int[] bins(int length, TrialChunks trials) {
        return spectra.frequencies().bins(length, trials.recording().samplerateHz());
    }

    /** Samples of the transforms. */
    private int length(TrialSpectra fourier, TrialChunks trials) {
        if (trials.areSpectra()) {
            requireWholeTrials(trials);
            return lengthOf(fourier.freq(), trials);
        }
        long longest = IntStream.range(0, trials.count()).mapToLong(trials::samples).max().orElseThrow();
        return spectra.pad().length(longest, trials.recording().samplerateHz());
    }

    private static void requireWholeTrials(TrialChunks trials) {
        for (int k = 0; k < trials.count(); k++) {
            if (trials.samples(k) != 1) {
                throw new IllegalArgumentException(
                        "Granger causality was asked for of " + trials.recording().path() + ", a spectrum that has " + trials.samples(k) + " times in trial " + trials.trials()[k]
                                + ". It is made of spectra of whole trials. Compute them with " + Setting.OF_MTMFFT_FOURIER + ", or give the recording.");
            }
        }
    }

    /** Of a spectrum with all frequencies from 0 Hz to half the samplerate; it may be odd. */
    private static int lengthOf(double[] freq, TrialChunks trials) {
        double hz = trials.recording().samplerateHz();
        double length = freq.length < 2 ? 0 : Math.rint(hz / (freq[1] - freq[0]));
        boolean all = length >= 2 && (int) (length / 2) + 1 == freq.length;
        for (int f = 0; all && f < freq.length; f++) {
            all = Math.abs(freq[f] - f * hz / length) < 1e-6 * hz / length;
        }
        if (!all) {
            throw new IllegalArgumentException(
                    "Granger causality was asked for of " + trials.recording().path() + ", a spectrum of which " + freq.length + (freq.length == 1 ? " frequency is" : " frequencies are")
                            + " selected, from " + freq[0] + " to " + freq[freq.length - 1] + " Hz. The factorization needs all of a transform, from 0 Hz to the Nyquist frequency (" + hz / 2
                            + " Hz). Compute the spectrum without " + Setting.FOI_FOILIM + ", leave out " + Setting.FREQUENCY + ", or give the recording.");
        }
        return (int) length;
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return all(trials).sums(PairSums.CROSS);
    }

    @Override
    public int axis() {
        return 1;
    }

    @Override
    public boolean needsAllSlices() {
        return true;
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        requireReplicates(sums.trials());
        int channels = trials.channelNames().size();
        TrialSpectra fourier = all(trials);
        int length = length(fourier, trials);
        Granger granger = granger(pairwise, sums.values(), channels, length, sums.trials() * fourier.tapers());
        warn(granger, channels, sums.trials());
        int[] bins = bins(length, trials);
        PairMatrices matrices = channelcmb.matrices(trials, fourier.dtype(SpectralOutput.ABS));
        return new Finished(matrices.of(picked(granger, bins, channels), 1, bins.length), quality(granger));
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums, ParallelMap pmap) {
        Finished result = finish(trials, sums);
        if (!jackknife) {
            return result;
        }
        TrialSpectra fourier = all(trials);
        int length = length(fourier, trials);
        int[] bins = bins(length, trials);
        PairMatrices matrices = channelcmb.matrices(trials, fourier.dtype(SpectralOutput.ABS));
        Estimate estimate = new Estimate(pairwise, trials.channelNames().size(), length, fourier.tapers(), bins);
        Jackknife.BiasAndVariance moments = new Jackknife(fourier, PairSums.CROSS, estimate, 1).ofAll(pmap, trials, sums);
        Map<String, NdArray> datasets = new LinkedHashMap<>(result.datasets());
        datasets.putAll(Jackknife.datasets(matrices.of(moments.bias(), 1, bins.length), matrices.of(moments.variance(), 1, bins.length)));
        return new Finished(result.data(), datasets);
    }

    /** Of the sums over some trials. */
    private record Estimate(boolean pairwise, int channels, int length, int tapers, int[] bins) implements Jackknife.Estimate {
        @Override
        public double[] of(double[] sums, int frequencies, int trials) {
            return picked(granger(pairwise, sums, channels, length, trials * tapers), bins, channels);
        }
    }

    private static Granger granger(boolean pairwise, double[] sums, int channels, int length, double snapshots) {
        SpectralMatrix mean = SpectralMatrix.ofSums(sums, channels, length, snapshots);
        return pairwise ? Granger.pairwise(mean) : Granger.multivariate(mean);
    }

    /** Of some frequencies. */
    private static double[] picked(Granger granger, int[] bins, int channels) {
        int size = channels * channels;
        double[] values = new double[bins.length * size];
        for (int b = 0; b < bins.length; b++) {
            System.arraycopy(granger.values(), bins[b] * size, values, b * size, size);
        }
        return values;
    }

    private static Map<String, NdArray> quality(Granger granger) {
        Map<String, NdArray> quality = new LinkedHashMap<>();
        quality.put("converged", NdArray.from(granger.converged() ? 1 : 0));
        quality.put("max_rel_err", NdArray.from(granger.error()));
        quality.put("reg_factor", NdArray.from(granger.regularization()));
        quality.put("cond_num", NdArray.from(granger.condition()));
        return quality;
    }

    /** What is computed, but to be looked at. */
    void warn(Granger granger, int channels, int trials) {
        if (!pairwise && (double) channels / trials > MANY) {
            LOG.warn("Granger causality of {} channels together from {}: above {} channels per trial it is often unreliable. Use more trials, fewer channels, or pairs"
                    + " (" + Setting.PAIRWISE + ").", channels, trials == 1 ? "one trial" : trials + " trials", MANY);
        }
        if (!granger.converged()) {
            LOG.warn("The factorization of the cross-spectra did not converge within 100 steps: its largest relative error is {}. Use more trials or tapers, or fewer channels.", granger.error());
        }
        if (granger.regularization() > 0) {
            LOG.warn("The cross-spectra are nearly singular (condition number {}): {} of the mean power was added to every channel. Channels may be copies or sums of each other, or trials too"
                    + " few.", granger.condition(), granger.regularization());
        }
        if (granger.undefined() > 0) {
            LOG.warn("{} entries have no value and are NaN: the channels' common noise does not let their power be divided. Compute pairs (" + Setting.PAIRWISE + ").",
                    granger.undefined());
        }
    }
}
