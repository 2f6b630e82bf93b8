package org.trialmap.store;

/** How results lie in the container file. */
public enum Layout {
    /** {@code /comp_<i>} is an external link into a payload file, which holds {@code result_0}, {@code result_1}, ...: the default. */
    LINKED,
    /** All results, of one common shape, in one contiguous dataset {@code /result_<k>} per returned value. */
    STACKED,
    /** Groups {@code /comp_<i>} with {@code result_<k>} in the container itself, no payload files. */
    SINGLE
}
