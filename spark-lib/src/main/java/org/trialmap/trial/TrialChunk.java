package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.support.Reason;

/**
 * Some channels of one trial: the input of a task. It is serialized as a description; the samples are read in the process that first asks for them,
 * so the recording must be there under the same path. Values are samples x channels, row-major: the channels of a sample lie side by side.
 *
 * <p>Safe for use by several threads as long as nobody writes into the arrays, which are shared, not copied.
 */
public final class TrialChunk implements Serializable {
    private static final long serialVersionUID = 1;

    private final SampleSource source;
    private final Cut cut;
    private transient volatile NdArray array;
    private transient volatile double[] doubles;

    /**
     * What is cut from the recording. {@code part}: its times for messages, if it is not the whole trial; {@code first} counts from 0 over the whole
     * dataset; {@code offsetFraction}: see {@link TrialDefinition#offsetFraction}; {@code info}: the trial's free columns; {@code before} and {@code after}: how many of the
     * samples are a margin.
     */
    record Cut(int trial, String part, long first, int samples, long offset, double offsetFraction, ChannelSet channels, NdArray info, int before, int after) implements Serializable {
        /** The same with another number and window of time, for messages. */
        Cut named(int number, String time) {
            return new Cut(number, time, first, samples, offset, offsetFraction, channels, info, before, after);
        }
    }

    TrialChunk(SampleSource source, Cut cut) {
        this.source = source;
        this.cut = cut;
    }

    /** With samples that have been read. */
    TrialChunk with(NdArray samples) {
        array = samples;
        return this;
    }

    /**
     * The same trial with other channels, which were made of this one's.
     *
     * @param names of the channels
     * @param samples of them: samples x channels
     * @hidden
     */
    public TrialChunk remade(List<String> names, double[] samples) {
        ChannelSet channels = new ChannelSet(IntStream.range(0, names.size()).toArray(), names, cut.channels.text());
        return new TrialChunk(source, new Cut(cut.trial, cut.part, cut.first, cut.samples, cut.offset, cut.offsetFraction, channels, cut.info, cut.before, cut.after))
                .with(NdArray.of(samples, cut.samples, names.size()));
    }

    /**
     * How many of its first samples are not the trial's: those before a window that a filter reads, too. 0 but for {@link Recording#windows(double)}.
     *
     * @hidden
     */
    public int before() {
        return cut.before;
    }

    /**
     * How many of its last samples are not the trial's, as {@link #before}.
     *
     * @hidden
     */
    public int after() {
        return cut.after;
    }

    /**
     * The same with its samples as {@link #doubles} gives them.
     *
     * @hidden
     */
    public TrialChunk widened() {
        return new TrialChunk(source, cut).with(NdArray.of(doubles(), cut.samples, cut.channels.count()));
    }

    /** The trial's position in the recording, from 0. */
    public int trial() {
        return cut.trial;
    }

    /** Number of samples, at least 1. */
    public int samples() {
        return cut.samples;
    }

    /** Number of channels, at least 1. */
    public int channels() {
        return cut.channels.count();
    }

    /** The channels' positions in the recording, from 0; a copy. */
    public int[] channelIndices() {
        return cut.channels.indices().clone();
    }

    /** The channels' names, in the order of {@link #channelIndices}. */
    public List<String> channelNames() {
        return cut.channels.names();
    }

    /**
     * A place in the recording, for messages: for example {@code sample 750 (0.05 s) of channel 'Cz' (number 2)}, where sample and channel are the
     * recording's own, from 0; where it has an axis of trials, the sample is that of the trial.
     *
     * @param sample from 0 within this chunk
     * @param channel from 0 within this chunk
     */
    public String place(int sample, int channel) {
        long perTrial = source.shape().length == 3 ? source.shape()[1] : Long.MAX_VALUE;
        return "sample " + (cut.first + sample) % perTrial + " (" + (cut.offset + sample + cut.offsetFraction) / source.samplerateHz() + " s) of channel '"
                + cut.channels.names().get(channel) + "' (number " + cut.channels.indices()[channel] + ")";
    }

    /** Samples per second. */
    public double samplerateHz() {
        return source.samplerateHz();
    }

    /** Position of the first sample relative to t = 0, in samples; negative if the data begin before the trigger. */
    public long offset() {
        return cut.offset;
    }

    /** By which part of a sample the first one lies after {@link #offset}: 0 but for time-frequency spectra. */
    public double offsetFraction() {
        return cut.offsetFraction;
    }

    /** Seconds of each sample relative to t = 0: (offset + k) / samplerate. */
    public double[] time() {
        double[] seconds = new double[cut.samples];
        for (int k = 0; k < seconds.length; k++) {
            seconds[k] = (cut.offset + k + cut.offsetFraction) / source.samplerateHz();
        }
        return seconds;
    }

    /** The trial definition's free columns for this trial: shape (column,), in the file's dtype. */
    public NdArray trialInfo() {
        return cut.info;
    }

    /**
     * The samples in the file's dtype: shape (samples, channels). Read at the first call.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalStateException if the file is no longer the one that the task was planned for
     */
    public NdArray array() {
        NdArray read = array;
        if (read == null) {
            synchronized (this) {
                read = array;
                if (read == null) {
                    read = read();
                    array = read;
                }
            }
        }
        return read;
    }

    private NdArray read() {
        try {
            return source.read(cut.first, cut.samples, cut.channels.indices());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("The samples of " + this + " cannot be read. " + Reason.sentence(e) + " Tasks read their samples"
                + " themselves, so the recording must be there, under the same path, on every node.", e);
    }

    /**
     * The samples as doubles, row-major: sample s of channel c is at {@code s * channels() + c}. Integers up to 32 bits and float32 widen exactly.
     *
     * @throws IllegalArgumentException for an int64 value beyond 2^53, which may have no double; use {@link #array}
     */
    public double[] doubles() {
        double[] wide = doubles;
        if (wide == null) {
            try {
                wide = array().toDoubles();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("The samples of " + this + " in " + source.where() + " cannot be given as doubles: "
                        + beyond() + ". Nothing is rounded. Use array(), which gives the file's int64 values.", e);
            }
            doubles = wide;
        }
        return wide;
    }

    private String beyond() {
        long[] numbers = (long[]) array().data();
        int at = ExactNumbers.firstBeyond(numbers);
        return "the int64 value " + numbers[at] + " is beyond 2^53 and may have no double, at " + place(at / cut.channels.count(), at % cut.channels.count());
    }

    /** One sample; {@code sample} from 0 within the trial, {@code channel} from 0 within this chunk. Converted as in {@link #doubles}. */
    public double value(int sample, int channel) {
        if (channel < 0 || channel >= cut.channels.count() || sample < 0 || sample >= cut.samples) {
            throw new IndexOutOfBoundsException("Sample " + sample + " of channel " + channel + " in a chunk of " + cut.samples + " samples x "
                    + cut.channels.count() + " channels (both count from 0).");
        }
        return doubles()[sample * cut.channels.count() + channel];
    }

    /** All samples of one channel, a copy; {@code channel} from 0 within this chunk. Converted as in {@link #doubles}. */
    public double[] channel(int channel) {
        if (channel < 0 || channel >= cut.channels.count()) {
            throw new IndexOutOfBoundsException("Channel " + channel + " in a chunk of " + cut.channels.count() + " channels (they count from 0).");
        }
        double[] all = doubles();
        double[] one = new double[cut.samples];
        for (int s = 0, at = channel; s < one.length; s++, at += cut.channels.count()) {
            one[s] = all[at];
        }
        return one;
    }

    /** For example {@code trial 18, 0.1 to 0.5 s, channels 8..15}: times and channels only if it does not have all of them. */
    @Override
    public String toString() {
        return "trial " + cut.trial + cut.part + (cut.channels.text().isEmpty() ? "" : ", " + cut.channels.text());
    }
}
