package org.trialmap.notebook;

import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** A session of one language: each cell sees what those before it have defined. One thread at a time. */
interface Cells {
    /**
     * Compiles and runs a cell.
     *
     * @return the value of the expression at its end; null = there is nothing to show
     * @throws CellFailedException if it does not compile
     * @throws Throwable what its code threw
     */
    Object run(String cell) throws Throwable;

    /** What may stand at a place of a cell. */
    ReplacementOptions complete(String cell, int at);

    /** Signatures of what is at a place of a cell, one a line; empty if nothing is known. */
    String signatures(String cell, int at);

    /** {@link org.dflib.jjava.jupyter.kernel.BaseKernel#IS_COMPLETE_YES} and so on, or what the next line begins with. */
    String completeness(String cell);
}
