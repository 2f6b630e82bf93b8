package org.trialmap.trial;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.trialmap.files.InputPath;
import org.trialmap.task.Fingerprint;

/**
 * Trials that lie one after the other on the first axis of a dataset, and what describes them.
 *
 * @param channel one name per position of the last axis
 * @param taper one name per position of the second axis of a spectrum, else empty
 * @param freq Hz per position of the third axis of a spectrum, else empty
 * @param toi seconds of the rows of each trial of a spectrum that says them, else empty
 */
record TrialStack(SampleSource source, List<String> channel, List<String> taper, double[] freq, double[] toi, TrialDefinition trials,
        History history)
        implements Serializable {

    static TrialStack recording(SampleSource source, List<String> channel, TrialDefinition trials, History history) {
        return new TrialStack(source, List.copyOf(channel), List.of(), new double[0], new double[0], trials, history);
    }

    boolean isSpectrum() {
        return source.shape().length == 4;
    }

    /** See {@link Recording#fingerprint}. */
    void fingerprint(Fingerprint fingerprint) {
        source.fingerprint(fingerprint);
        fingerprint.add(channel);
        trials.fingerprint(fingerprint);
        if (isSpectrum()) {
            fingerprint.add(taper).add(freq);
            if (toi.length > 0) {
                fingerprint.add(toi);
            }
        }
    }

    History.Input identity() {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint(fingerprint);
        return new History.Input(InputPath.of(source.path()).getFileName().toString(), source.dataset(), Arrays.stream(source.shape()).boxed().toList(),
                source.dtype().toString(), source.samplerateHz(), fingerprint.hex());
    }
}
