package org.trialmap.app.plot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.trialmap.trial.SpectralData;

/** A trial of a spectrum, or the mean of several: real numbers over time, frequency and channel, averaged over tapers. */
record SpectralTrial(String name, double[] time, int tapers, int freqs, int channels, IntToDoubleFunction values) {
    double at(int time, int freq, int channel) {
        double sum = 0;
        for (int taper = 0; taper < tapers; taper++) {
            sum += values.applyAsDouble(((time * tapers + taper) * freqs + freq) * channels + channel);
        }
        return sum / tapers;
    }

    /** Each trial, or their mean alone. */
    static List<SpectralTrial> read(SpectralData data, boolean average, PlotOptions wishes) throws IOException {
        List<SpectralTrial> trials = new ArrayList<>();
        if (average) {
            trials.add(of(TrialMeans.name(data.trials().count()), data, 0, TrialMeans.of(data, wishes)));
        } else {
            for (int k = 0; k < data.trials().count(); k++) {
                trials.add(of("trial " + data.trialPositions()[k], data, k, ArrayNumbers.of(data.trial(k))));
            }
        }
        return trials;
    }

    private static SpectralTrial of(String name, SpectralData data, int k, IntToDoubleFunction values) {
        return new SpectralTrial(name, data.time(k), data.taper().size(), data.freq().length, data.channel().size(), values);
    }
}
