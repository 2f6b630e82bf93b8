package org.trialmap.store.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.hdf5.format.RegionWriter;
import org.trialmap.store.OwnFiles;
import org.trialmap.task.Stacking;

/**
 * A payload file for the stacked layout: per value one vector, the results of the partition's tasks one after the other, with a gap where a task
 * failed. {@code /tasks} says whose they are. The file is laid out when the first result tells its shape.
 */
final class StackedPayload implements PayloadWriter {
    private final PayloadFile file;
    private final int[] tasks;
    private final Stacking stacking;
    private final StackedFit fit;
    private FileChannel channel;
    private final List<Pieces> values = new ArrayList<>();

    /** One value's vector, and where each task's piece begins in it. */
    private record Pieces(RegionWriter writer, long[] starts) {}

    StackedPayload(PayloadFile file, int[] tasks, Stacking stacking, StackedFit fit) {
        this.file = file;
        this.tasks = tasks;
        this.stacking = stacking;
        this.fit = fit;
    }

    /** Where the piece of each task begins in the vector of a value, and, last, the vector's length. */
    static long[] starts(int[] tasks, Stacking stacking, long[] core) {
        long[] starts = new long[tasks.length + 1];
        for (int i = 0; i < tasks.length; i++) {
            starts[i + 1] = starts[i] + stacking.region(tasks[i], core).size();
        }
        return starts;
    }

    @Override
    public void add(int task, ResultValues result) throws IOException {
        fit.check(task, result);
        if (channel == null) {
            layOut();
        }
        int place = Arrays.binarySearch(tasks, task);
        for (int k = 0; k < values.size(); k++) {
            NdArray array = result.arrays().get(k);
            values.get(k).writer.write(new Region(new long[] {values.get(k).starts[place]}, new long[] {array.size()}), array.toBytes());
        }
    }

    private void layOut() throws IOException {
        List<long[]> starts = new ArrayList<>();
        List<Hdf5Writer.Dataset> datasets = new ArrayList<>();
        Hdf5Writer writer = Hdf5Writer.create(file.temporary());
        for (PayloadCommit.Value value : fit.values()) {
            long[] pieces = starts(tasks, stacking, value.core());
            starts.add(pieces);
            datasets.add(writer.root().reserve("result_" + datasets.size(), value.dtype(), pieces[tasks.length]));
        }
        writer.root().dataset("tasks", NdArray.of(tasks, tasks.length));
        writer.close(); // what is reserved reads as zeros until it is written below
        channel = OwnFiles.open(file.temporary(), StandardOpenOption.WRITE);
        for (int k = 0; k < starts.size(); k++) {
            values.add(new Pieces(new RegionWriter(channel, datasets.get(k).address(), fit.values().get(k).dtype(), starts.get(k)[tasks.length]),
                    starts.get(k)));
        }
    }

    @Override
    public Written finish() throws IOException {
        for (Pieces value : values) {
            value.writer.flush();
        }
        channel.force(true);
        channel.close();
        return file.complete();
    }

    @Override
    public List<PayloadCommit.Value> values() {
        return fit.values();
    }

    @Override
    public void discard() throws IOException {
        if (channel != null) {
            channel.close();
        }
        file.discard();
    }
}
