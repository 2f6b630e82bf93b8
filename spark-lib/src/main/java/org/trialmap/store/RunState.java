package org.trialmap.store;

import org.trialmap.setting.Setting;

/**
 * How far a run is.
 *
 * @hidden
 */
public enum RunState {
    RUNNING("running", "It is still going on."),
    COMPLETE("complete", "Every task has a result."),
    INCOMPLETE("incomplete", "There is a result file; tasks without a result are marked in it."),
    FAILED("failed", "Tasks failed. What finished is kept: the same again with %s runs the rest."),
    STOPPED("stopped", "It was stopped, or could not go on. What finished is kept: the same again with %s runs the rest."),
    KILLED("killed", "It ended without a word. What finished is kept: the same again with %s runs the rest.");

    private final String word;
    private final String meaning;

    RunState(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    public String word() {
        return word;
    }

    public String meaning() {
        return meaning.replace("%s", Setting.RESUME.toString());
    }
}
