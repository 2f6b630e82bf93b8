package org.trialmap.store;

/** What happens when results of that name are there already. */
public enum Existing {
    /** Nothing is touched, the run is refused: the default. */
    REFUSE,
    /** What is finished stays, what is missing is computed; refused if the plan is another one. */
    RESUME,
    /** They are replaced, at the moment when the new ones are complete. */
    OVERWRITE
}
