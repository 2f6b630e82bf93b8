package org.trialmap.analysis.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.trialmap.analysis.support.Units;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;

/** Whether the values of two selections belong to the same places. */
record SamePlaces(Arithmetic asked, TrialChunks one, TrialChunks two) {
    /** @throws IllegalArgumentException if not; names what differs, with both values */
    void require() {
        same("kind", kind(one), kind(two), "Take two recordings, or two spectra.");
        same("samplerate", one.recording().samplerateHz() + " Hz", two.recording().samplerateHz() + " Hz", "Resample one of them.");
        same("channels", one.channelNames(), two.channelNames(), "Select the same ones, in the same order, with " + Setting.CHANNELS + ".");
        same("tapers", one.taper(), two.taper(), "Average over tapers first.");
        same("frequencies", Arrays.toString(one.freq()), Arrays.toString(two.freq()), "Select common ones with " + Setting.FREQUENCY + ".");
        Optional<String> unit = Units.same(one);
        Optional<String> other = Units.same(two);
        boolean sum = asked.operation() == Arithmetic.Operation.ADD || asked.operation() == Arithmetic.Operation.SUBTRACT;
        if (sum && unit.isPresent() && other.isPresent()) {
            same("unit", unit.get(), other.get(), "Multiply one of them by a number, and save it without unit.");
        }
        requireTrials();
    }

    private static String kind(TrialChunks trials) {
        return trials.areSpectra() ? "a spectrum" : "a recording";
    }

    private void requireTrials() {
        int[] positions = one.trials();
        int count = two.count();
        if (count != 1) {
            same("number of trials", positions.length, count, "Select as many with " + Setting.TRIALS + ", or one that is taken for every trial.");
            if (Arrays.stream(positions).distinct().count() < positions.length) {
                throw refused("a trial is selected twice, so it has two other ones", "Select each once with " + Setting.TRIALS + ".");
            }
        }
        same("toi", Arrays.toString(one.toi()), Arrays.toString(two.toi()), "Take results of the same times.");
        for (int k = 0; k < positions.length; k++) {
            same("times of trial " + positions[k], times(one, k), times(two, count == 1 ? 0 : k), "Select a common window with " + Setting.LATENCY + ".");
        }
    }

    private static String times(TrialChunks trials, int k) {
        return trials.samples(k) + " from " + (trials.offset(k) + trials.offsetFraction(k)) / trials.recording().samplerateHz() + " s on";
    }

    private void same(String what, Object first, Object second, String cure) {
        if (!first.equals(second)) {
            throw refused("the " + what + " of both differ: " + text(first) + " and " + text(second), cure);
        }
    }

    private static String text(Object value) {
        return value instanceof List<?> list ? String.join(", ", list.stream().map(String::valueOf).toList()) : String.valueOf(value);
    }

    private IllegalArgumentException refused(String why, String cure) {
        return new IllegalArgumentException("The operation " + asked.operation() + " was asked for of " + one.recording().path() + " and " + two.recording().path() + ", but " + why
                + ". Only values at the same places go together. " + cure);
    }
}
