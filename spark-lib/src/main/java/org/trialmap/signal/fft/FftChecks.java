package org.trialmap.signal.fft;

/** What every entry of the transforms checks. */
public final class FftChecks {
    private FftChecks() {}

    /** Number of samples of an array of samples x channels. */
    static int samples(int values, int channels) {
        if (channels < 1 || values < 1 || values % channels != 0) {
            throw new IllegalArgumentException(
                    values + " values are not a whole number of samples of " + channels + " channels. A trial is an array of samples x"
                            + " channels with at least one of each. Give the number of channels that the array has.");
        }
        return values / channels;
    }

    static int length(int length) {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "A transform of length " + length + " was asked for. Lengths begin at 1. Give the number of samples, or more.");
        }
        return length;
    }

    static void fits(int samples, int length) {
        if (samples > length) {
            throw new IllegalArgumentException("A trial of " + samples + " samples does not fit into a transform of length " + length
                    + ". Samples are never cut off. Pad to the longest trial (pad) or select shorter ones (latency).");
        }
    }

    static void room(int values, int needed) {
        if (values != needed) {
            throw new IllegalArgumentException(
                    "The array for a result has " + values + " elements; the result has " + needed + ". Make it as long as the result.");
        }
    }

    public static void place(int values, int from, int needed) {
        if (from < 0 || needed > values - from) {
            throw new IllegalArgumentException("A result of " + needed + " values does not fit at " + from + " of an array of " + values
                    + " values. Results are never cut off. Make the array longer.");
        }
    }
}
