package org.trialmap.analysis.data;

import java.util.ArrayList;
import java.util.List;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.TrialDefinition;

/** Cuts trials from trials. */
final class TrialCuts {
    private final RedefineTrial asked;
    private final TrialChunks trials;
    private final TrialDefinition given;
    private final double hz;
    private final List<Cut> cuts = new ArrayList<>();
    private final List<TrialChunks.Dropped> leftOut = new ArrayList<>();

    /** Samples {@code from} to before {@code to} of the {@code k}-th selected trial; the first is {@code offset} samples after t = 0. */
    private record Cut(int k, long from, long to, long offset) {}

    TrialCuts(RedefineTrial asked, TrialChunks trials) {
        this.asked = asked;
        this.trials = trials;
        this.given = trials.definition();
        this.hz = trials.recording().samplerateHz();
    }

    TrialChunks cut() {
        requireOffsets();
        for (int k = 0; k < given.count(); k++) {
            int before = cuts.size();
            String without = !asked.toilim().isEmpty() ? window(k) : asked.length() > 0 ? pieces(k) : shifted(k);
            if (cuts.size() == before) {
                leftOut.add(new TrialChunks.Dropped(trials.trials()[k], without));
            }
        }
        if (cuts.isEmpty()) {
            throw new IllegalArgumentException("No trial is left: trial " + leftOut.get(0).trial() + " has none since " + leftOut.get(0).reason() + (leftOut.size() == 1 ? "." : ", for example.")
                    + " There would be nothing to write. Correct " + Setting.TOILIM + ", " + Setting.LENGTH + " or " + Setting.MINLENGTH + ".");
        }
        return trials.cut(given.select(cuts.stream().mapToInt(Cut::k).toArray()).at(cuts.stream().mapToLong(cut -> given.start(cut.k) + cut.from).toArray(),
                cuts.stream().mapToLong(cut -> given.start(cut.k) + cut.to).toArray(), cuts.stream().mapToLong(Cut::offset).toArray()), leftOut);
    }

    private void requireOffsets() {
        int count = asked.offset().size();
        if (count > 1 && count != given.count()) {
            throw new IllegalArgumentException(
                    "There are " + count + " offsets for " + given.count() + " selected trials. There is one for all of them, or one for each. Correct " + Setting.OFFSET + ".");
        }
    }

    /** Adds a trial, unless it is too short; says which it was. */
    private String add(int k, long from, long to, long offset) {
        if (Decimals.isAtMost(asked.minlength() * hz, to - from)) {
            cuts.add(new Cut(k, from, to, offset));
        }
        return "it lasts " + (to - from) / hz + " s";
    }

    private String window(int k) {
        long first = given.offset(k);
        long from = Math.max(0, (long) Decimals.ceil(asked.toilim().get(0) * hz) - first);
        long to = Math.min(given.length(k), (long) Decimals.floor(asked.toilim().get(1) * hz) - first + 1);
        return from < to ? add(k, from, to, first + from) : "it goes from " + first / hz + " to " + (first + given.length(k) - 1) / hz + " s";
    }

    private String pieces(int k) {
        long size = (long) Decimals.nearest(asked.length() * hz);
        long step = (long) Decimals.nearest((1 - asked.overlap()) * size);
        if (size < 1 || step < 1) {
            throw new IllegalArgumentException(
                    "Pieces of " + asked.length() + " s are " + size + " samples at " + hz + " Hz, " + step + " apart with an overlap of " + asked.overlap() + ". Both are at least 1."
                            + " Correct " + Setting.LENGTH + Setting.either("", " and " + Setting.OVERLAP) + ".");
        }
        String without = "it has " + given.length(k) + " samples, and a piece has " + size;
        for (long from = 0; from + size <= given.length(k); from += step) {
            without = add(k, from, from + size, given.offset(k) + from);
        }
        return without;
    }

    private String shifted(int k) {
        List<Long> by = asked.offset();
        return add(k, 0, given.length(k), given.offset(k) + (by.isEmpty() ? 0 : by.get(by.size() == 1 ? 0 : k)));
    }
}
