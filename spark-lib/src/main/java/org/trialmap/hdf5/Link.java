package org.trialmap.hdf5;

import org.trialmap.hdf5.format.HeaderMessages;

/**
 * A link of a group.
 *
 * @param address of the object's header, if the link is a hard one
 * @param file that an external link leads to, else null
 * @param path that a soft or external link leads to, else null
 */
record Link(long address, String file, String path) {
    /** A link of a kind that only the program that made it understands. */
    static final Link FOREIGN = new Link(HeaderMessages.UNDEFINED, null, null);

    static Link hard(long address) {
        return new Link(address, null, null);
    }
}
