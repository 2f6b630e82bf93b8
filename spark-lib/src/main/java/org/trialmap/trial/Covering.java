package org.trialmap.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The selected trials that cover the selection's latency window, and the others. */
record Covering(int[] trials, List<TrialChunks.Dropped> dropped) {
    /** Throws {@link IllegalArgumentException} if no trial is left, or if the window has no samples. */
    static Covering of(Selection selection, TrialDefinition all, double hz, String where) {
        int[] selected = selection.resolveTrials(all);
        if (selection.latency().isEmpty()) {
            return new Covering(selected, List.of());
        }
        Latency latency = selection.latency().get();
        int[] covering = Arrays.stream(selected).filter(k -> latency.isCoveredBy(all, k, hz)).toArray();
        if (covering.length == 0) {
            boolean one = selected.length == 1;
            throw new IllegalArgumentException((one ? "Trial " + selected[0] : "None of the " + selected.length + " selected trials") + " of " + where
                    + (one ? " does not cover" : " covers") + " the latency " + latency + (one ? ": it" : ": trial " + selected[0] + ", for example,")
                    + " goes from " + Latency.extent(all, selected[0], hz) + ". A trial must have samples up to both ends; nothing is padded. Narrow "
                    + Latency.OPTION + ".");
        }
        latency.first(hz, all.offsetFraction(covering[0])); // says so at once if there are no samples in it
        List<TrialChunks.Dropped> dropped = new ArrayList<>();
        if (covering.length < selected.length) {
            Arrays.stream(selected).filter(k -> !latency.isCoveredBy(all, k, hz))
                    .forEach(k -> dropped.add(new TrialChunks.Dropped(k, "it goes from " + Latency.extent(all, k, hz))));
        }
        return new Covering(covering, List.copyOf(dropped));
    }
}
