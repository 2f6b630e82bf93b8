package org.trialmap.analysis.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.TrialDefinition;

/**
 * The artifacts of some trials, and what is done about them: analyses that write the trials with a mark, with NaN in their place, or without those that have some. They take the trials that were
 * searched, or some of them, with any channels. Immutable.
 */
public final class Artifacts {
    private final ZValue how;
    private final TrialChunks searched;
    private final List<Interval> list;

    private Artifacts(ZValue how, TrialChunks searched, List<Interval> list) {
        this.how = how;
        this.searched = searched;
        this.list = List.copyOf(list);
    }

    /**
     * One artifact.
     *
     * @param trial position in the recording, from 0
     * @param start first sample, as the recording counts them
     * @param stop the sample after the last one
     * @param fromSeconds of its first sample, relative to the trial's t = 0
     * @param toSeconds of its last sample
     * @param peak largest z-value; NaN if all samples have NaN
     */
    public record Interval(int trial, long start, long stop, double fromSeconds, double toSeconds, double peak) {}

    static Artifacts of(ZValue how, TrialChunks searched, List<ArtifactSearch.Found> found) {
        TrialDefinition trials = searched.definition();
        double hz = searched.recording().samplerateHz();
        List<Interval> list = new ArrayList<>();
        for (int k = 0; k < found.size(); k++) {
            ArtifactSearch.Found one = found.get(k);
            for (int i = 0; i < one.from().length; i++) {
                list.add(new Interval(searched.trials()[k], trials.start(k) + one.from()[i], trials.start(k) + one.to()[i], (trials.offset(k) + one.from()[i]) / hz,
                        (trials.offset(k) + one.to()[i] - 1) / hz, one.peak()[i]));
            }
        }
        return new Artifacts(how, searched, list);
    }

    /** All of them, trial by trial in the order in which these were searched, and by time. */
    public List<Interval> list() {
        return list;
    }

    /** Positions in the recording of the trials that have artifacts, ascending; a copy. */
    public int[] trials() {
        return marked().stream().mapToInt(Integer::intValue).toArray();
    }

    Set<Integer> marked() {
        Set<Integer> marked = new TreeSet<>();
        list.forEach(one -> marked.add(one.trial()));
        return marked;
    }

    ZValue how() {
        return how;
    }

    TrialChunks searched() {
        return searched;
    }

    /** For example {@code 12 artifacts in 3 of 500 trials}. */
    @Override
    public String toString() {
        return list.size() + (list.size() == 1 ? " artifact in " : " artifacts in ") + marked().size() + " of " + searched.count() + " trials";
    }

    /** Writes the trials as they are, with a column {@code artifact}: 1 for those that have artifacts, else 0. So {@code --trials artifact=0} selects the clean ones. */
    public TrialMethod mark() {
        return mark("artifact");
    }

    /** As {@link #mark()}, with another name of the column: of muscles, for example. */
    public TrialMethod mark(String column) {
        return new ArtifactWriting(this, ArtifactWriting.Way.MARK, column);
    }

    /** Writes the trials with NaN in all channels where there are artifacts; integers as floats. */
    public TrialMethod nan() {
        return new ArtifactWriting(this, ArtifactWriting.Way.NAN, "");
    }

    /** Writes the trials that have no artifacts, as they are. */
    public TrialMethod complete() {
        return new ArtifactWriting(this, ArtifactWriting.Way.COMPLETE, "");
    }
}
