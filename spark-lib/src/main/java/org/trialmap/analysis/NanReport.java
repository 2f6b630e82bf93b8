package org.trialmap.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;
import org.trialmap.store.StackedDataset;
import org.trialmap.support.Suggestions;

/**
 * What an analysis met with in the way of samples that are NaN or infinite, as its result says.
 *
 * @hidden
 */
public final class NanReport {
    private NanReport() {}

    /**
     * For example {@code trials 3,7:10 have samples that are NaN or infinite; what cannot be computed of them is NaN}; for means, how many trials were
     * left out of which channel. Empty if there was nothing of the kind. Trials are those of the recording, from 0.
     */
    public static Optional<String> of(SavedResults results) {
        StackedDataset data = results.stacked(0);
        Optional<NdArray> trials = data.attribute(BlockFunction.NAN_TRIALS);
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        int[] positions = (int[]) trials.get().data();
        boolean one = positions.length == 1;
        String found = (one ? "trial " : "trials ") + Provenance.ranges(positions) + (one ? " has" : " have") + " samples that are NaN or infinite; ";
        return Optional.of(found + data.attribute(TrialMean.NAN_LEFT_OUT).map(counts -> leftOut(data, (int[]) counts.data()))
                .orElse("what cannot be computed of " + (one ? "it" : "them") + " is NaN"));
    }

    private static String leftOut(StackedDataset data, int[] counts) {
        String[] names = data.attribute("channel").map(channel -> (String[]) channel.data()).orElse(new String[0]);
        if (counts.length == 1 && names.length != 1) { // of all channels together
            return counts[0] == 1 ? "it is left out" : "they are left out";
        }
        List<String> channels = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                channels.add((c < names.length ? names[c] : "channel " + c) + " (" + counts[c] + ")");
            }
        }
        return "the mean leaves trials out of " + Suggestions.list(channels);
    }
}
