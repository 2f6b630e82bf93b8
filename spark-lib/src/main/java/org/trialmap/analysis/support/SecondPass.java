package org.trialmap.analysis.support;

import org.trialmap.setting.Setting;
import org.trialmap.support.Reason;

/** Tasks that a result needs when all trials are summed: they save nothing, but what was summed is kept whatever happens to them. */
public final class SecondPass {
    private SecondPass() {}

    /**
     * @param what for example {@code The second pass over the trials}
     * @param thrown by the tasks' map, which does not know what was summed
     */
    public static IllegalStateException failed(String what, RuntimeException thrown) {
        return new IllegalStateException(what + " failed. What was summed is kept: run the same again with " + Setting.RESUME + " to compute this pass only. "
                + Reason.of(thrown).lines().findFirst().orElse(""), thrown);
    }
}
