package org.trialmap.trial;

import java.util.Map;
import java.util.OptionalLong;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/**
 * The windows of a long recording that trials are: see {@link Recording#windows(double)}.
 *
 * @hidden
 */
public final class SelectedWindows {
    private final WindowTrials.Windows windows;
    private final TrialView view;
    private final long margin;

    SelectedWindows(WindowTrials.Windows windows, TrialView view, long margin) {
        this.windows = windows;
        this.view = view;
        this.margin = margin;
    }

    /** Of a window. */
    public double seconds() {
        return windows.seconds();
    }

    /** Of a window; the last one of a part may have fewer if results are joined. */
    public long samples() {
        return windows.samples();
    }

    /** Whether results become one recording again. */
    public boolean areJoined() {
        return windows.joined();
    }

    /** The margin that was asked for, in samples; empty if none was. */
    public OptionalLong marginAskedFor() {
        return windows.marginSeconds() < 0 ? OptionalLong.empty() : OptionalLong.of((long) Decimals.nearest(windows.marginSeconds() * view.stack().source().samplerateHz()));
    }

    /** Number of samples of the uninterrupted part that the {@code k}-th selected window was cut from. */
    public long partSamples(int k) {
        return windows.parts().length(windows.part()[view.positions()[k]]);
    }

    /**
     * Positions of the first windows of the parts that results are joined to.
     *
     * @throws IllegalArgumentException if not all windows are selected in their order
     */
    public int[] first() {
        int[] positions = view.positions();
        boolean all = positions.length == windows.part().length;
        for (int k = 0; all && k < positions.length; k++) {
            all = positions[k] == k;
        }
        if (!all) {
            throw new IllegalArgumentException(
                    "Results of windows are to be joined, but of the " + windows.part().length + " windows of " + view.stack().source().where() + " other ones are selected than"
                            + " all in their order. Without the others there is no one recording. Leave out " + Setting.TRIALS + ", or " + Setting.JOIN + ".");
        }
        return windows.first();
    }

    /** Length, margin that is read, and whether results are joined, for histories. */
    public Map<String, Object> options() {
        return windows.options(margin / view.stack().source().samplerateHz());
    }
}
