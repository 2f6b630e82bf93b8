package org.trialmap.analysis.connectivity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.Granger;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.connectivity.SpectralMatrix;
import org.trialmap.trial.TrialChunks;

/**
 * Granger causality by frequency, of all trials: {@code connectivityanalysis} with {@code method="granger"}. CrossSpectralData of shape (1, freq, channel_i, channel_j), float32, or float64 for
 * recordings of float64, int32 and int64; entry (i, j) says how much of channel j's power comes from channel i. {@link Granger} has the definition. The result's further datasets say how well the
 * spectra could be factorized: {@code converged} (1 or 0), {@code max_rel_err}, {@code reg_factor}, {@code cond_num}.
 *
 * @param pairwise each pair of channels by itself, or all together (Syncopy's way, the default)
 * @param channelcmb which pairs of channels the result has; all by default. All are factorized
 * @param spectra of the single trials; frequencies say which the result has, all are computed
 */
public record GrangerAnalysis(boolean pairwise, ChannelPairs channelcmb, FreqAnalysis spectra) implements TaperedSpectra<GrangerAnalysis> {
    private static final Logger LOG = LoggerFactory.getLogger(GrangerAnalysis.class);
    /** Above so many channels per trial Syncopy warns. */
    private static final double MANY = 0.1;

    public GrangerAnalysis {
        spectra = TaperedSpectra.fourier(spectra);
    }

    public GrangerAnalysis pairwise(boolean value) {
        return new GrangerAnalysis(value, channelcmb, spectra);
    }

    @Override
    public GrangerAnalysis channelcmb(List<String> senders, List<String> receivers) {
        return new GrangerAnalysis(pairwise, new ChannelPairs(senders, receivers), spectra);
    }

    @Override
    public GrangerAnalysis spectra(FreqAnalysis value) {
        return new GrangerAnalysis(pairwise, channelcmb, value);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(COMMAND + "/granger");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "granger");
        options.put("granger", pairwise ? "pairwise" : "multivariate");
        options.put("keeptrials", false);
        options.putAll(channelcmb.options());
        options.putAll(spectrumOptions());
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        if (trials.channelNames().size() < 2) {
            throw new IllegalArgumentException("Granger causality of one channel was asked for. It says what one channel tells of another one's future. Select at least 2 channels with"
                    + " --channels SEL (channels(...)).");
        }
        return channelcmb.of(ResultForm.crossSpectral(trials, Samples.result(trials.recording().dtype()), freq(trials)), trials);
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return frequencies(Frequencies.ALL).sums(trials, PairSums.CROSS);
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
        int channels = trials.channelNames().size();
        int length = length(trials);
        SpectralMatrix mean = SpectralMatrix.ofSums(sums.values(), channels, length, (double) sums.trials() * tapers(trials));
        Granger granger = pairwise ? Granger.pairwise(mean) : Granger.multivariate(mean);
        warn(granger, channels, sums.trials());
        int[] bins = spectra.frequencies().bins(length, trials.recording().samplerateHz());
        int size = channels * channels;
        double[] values = new double[bins.length * size];
        for (int b = 0; b < bins.length; b++) {
            System.arraycopy(granger.values(), bins[b] * size, values, b * size, size);
        }
        return new Finished(matrices(Samples.result(trials.recording().dtype()), values, bins.length, trials), quality(granger));
    }

    private static Map<String, NdArray> quality(Granger granger) {
        Map<String, NdArray> quality = new LinkedHashMap<>();
        quality.put("converged", NdArray.from(granger.converged() ? 1 : 0));
        quality.put("max_rel_err", NdArray.from(granger.error()));
        quality.put("reg_factor", NdArray.from(granger.regularization()));
        quality.put("cond_num", NdArray.from(granger.condition()));
        return quality;
    }

    private void warn(Granger granger, int channels, int trials) {
        if (!pairwise && (double) channels / trials > MANY) {
            LOG.warn("Granger causality of {} channels together from {} trials: above {} channels per trial it is often unreliable. Use more trials, fewer channels, or pairs"
                    + " (--granger pairwise, pairwise(true)).", channels, trials, MANY);
        }
        if (!granger.converged()) {
            LOG.warn("The factorization of the cross-spectra did not converge within 100 steps: its largest relative error is {}. Use more trials or tapers, or fewer channels.", granger.error());
        }
        if (granger.regularization() > 0) {
            LOG.warn("The cross-spectra are nearly singular (condition number {}): {} of the mean power was added to every channel. Channels may be copies or sums of each other, or trials too"
                    + " few.", granger.condition(), granger.regularization());
        }
        if (granger.undefined() > 0) {
            LOG.warn("{} entries have no value and are NaN: the channels' common noise does not let their power be divided. Compute pairs (--granger pairwise, pairwise(true)).",
                    granger.undefined());
        }
    }
}
