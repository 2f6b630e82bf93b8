package org.trialmap.store;

/**
 * When results count as written.
 *
 * @hidden
 */
public enum Durability {
    /** Once they are on the disk: they survive the loss of power, and the loss of the node that wrote them. */
    DISK,
    /**
     * Once the operating system has them: they survive the death of any process, not that of the machine. Fit for one machine and data that can be
     * computed again; a resumed run finds what was lost by its checksums.
     */
    SYSTEM
}
