package org.trialmap.store.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.hdf5.format.RegionWriter;
import org.trialmap.setting.Setting;
import org.trialmap.store.Frame;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.StoredInputs;
import org.trialmap.support.Channels;
import org.trialmap.task.Stacking;

/** Copies each task's piece of the payload files into its region of the contiguous datasets {@code /result_<k>}, a piece of 1 MiB at a time. */
final class StackedGather {
    static final int PIECE = 1 << 20;

    private final RunFolder folder;
    private final ContainerHeader head;
    private final Commits commits;
    private final Stacking stacking;
    private final ByteBuffer window = ByteBuffer.allocateDirect(PIECE);

    StackedGather(RunFolder folder, ContainerHeader head, Commits commits) {
        this.folder = folder;
        this.head = head;
        this.commits = commits;
        this.stacking = head.record().stacking();
    }

    /** One dataset of the container, seen as a vector, and its shape. */
    record Target(RegionWriter vector, DType dtype, long[] core, long[] shape) {
        static Target of(FileChannel channel, long address, PayloadCommit.Value value, Stacking stacking) {
            long[] shape = stacking.shape(value.core());
            return new Target(new RegionWriter(channel, address, value.dtype(), Shape.size(shape)), value.dtype(), value.core(), shape);
        }

        void write(long position, ByteBuffer bytes) throws IOException {
            vector.write(new Region(new long[] {position}, new long[] {bytes.remaining() / dtype.bytes()}), bytes);
        }
    }

    /** The values that are stacked: those of the first commit, all others have the same. */
    static List<PayloadCommit.Value> values(Commits commits) {
        return commits.all().isEmpty() ? List.of() : commits.all().get(0).values();
    }

    static String nameOf(RunRecord record, int value) {
        return record.save().frame().map(Frame::dataset).orElse("result_" + value);
    }

    static List<Hdf5Writer.Dataset> layOut(Hdf5Writer.Group root, ContainerHeader head, List<PayloadCommit.Value> values) throws IOException {
        List<Hdf5Writer.Dataset> datasets = new ArrayList<>();
        for (PayloadCommit.Value value : values) {
            Hdf5Writer.Dataset dataset = root.reserve(nameOf(head.record(), datasets.size()), value.dtype(), head.record().stacking().shape(value.core()));
            if (!value.name().isEmpty()) {
                dataset.attribute("name", NdArray.from(value.name()));
            }
            datasets.add(dataset);
        }
        head.writeTo(root);
        if (head.record().save().frame().isPresent()) {
            head.companions().copy(root);
        }
        ContainerHeader.describe(root, datasets, head.record().attributes());
        StoredInputs.write(root, head.record().inputs(), datasets, head.record().stacking());
        return datasets;
    }

    void write(Path file) throws IOException {
        List<PayloadCommit.Value> values = values(commits);
        List<Hdf5Writer.Dataset> datasets = new ArrayList<>();
        ContainerWriter.write(file, writer -> datasets.addAll(layOut(writer.root(), head, values)));
        try (FileChannel channel = OwnFiles.open(file, StandardOpenOption.WRITE)) {
            List<Target> targets = new ArrayList<>();
            for (int k = 0; k < values.size(); k++) {
                targets.add(Target.of(channel, datasets.get(k).address(), values.get(k), stacking));
            }
            for (int commit = 0; commit < commits.all().size(); commit++) {
                copy(commit, targets);
            }
            for (Target target : targets) {
                fill(target, stacking, head.missing());
                target.vector.flush();
            }
            channel.force(true);
        }
    }

    private void copy(int commit, List<Target> targets) throws IOException {
        Path file = folder.payload().resolve(commits.all().get(commit).file());
        try (Hdf5File payload = OwnFiles.openHdf5(file); FileChannel channel = OwnFiles.open(file, StandardOpenOption.READ)) {
            int[] tasks = (int[]) payload.dataset("/tasks").read().data();
            for (int k = 0; k < targets.size(); k++) {
                Target target = targets.get(k);
                Hdf5File.Dataset pieces = payload.dataset("/result_" + k);
                long[] starts = StackedPayload.starts(tasks, stacking, target.core);
                if (pieces.dtype() != target.dtype || Shape.size(pieces.shape()) != starts[tasks.length]) {
                    throw new Hdf5Exception("Dataset '/result_" + k + "' of '" + file + "' does not hold what the journal says. Run again with "
                            + Setting.OVERWRITE + ".");
                }
                Vector source = new Vector(channel, window, new Stored(pieces.address().orElse(0), target.dtype.bytes(), starts[tasks.length]));
                for (int i = 0; i < tasks.length; i++) {
                    if (commits.owns(commit, tasks[i])) {
                        copy(source, starts[i], target, stacking.region(tasks[i], target.core));
                    }
                }
            }
        }
    }

    private static void copy(Vector source, long start, Target target, Region region) throws IOException {
        int most = PIECE / target.dtype.bytes();
        region.forEachRun(target.shape, (from, at, count) -> {
            for (long done = 0; done < count; done += most) {
                target.write(from + done, source.read(start + at + done, (int) Math.min(most, count - done)));
            }
        });
    }

    /** Copies a whole dataset of a payload file, which must be as large as the region. */
    static void copy(Hdf5File.Dataset source, FileChannel channel, ByteBuffer window, Target target, Region region) throws IOException {
        if (region.size() > 0) {
            copy(new Vector(channel, window, new Stored(source.address().orElseThrow(), target.dtype.bytes(), region.size())), 0, target, region);
        }
    }

    /** Marks missing results: NaN where the type has it, else zeros (in place, an attempt that died may have left other bytes there). */
    static void fill(Target target, Stacking stacking, BitSet missing) throws IOException {
        for (int task = missing.nextSetBit(0); task >= 0; task = missing.nextSetBit(task + 1)) {
            fill(target, stacking.region(task, target.core));
        }
    }

    /** Likewise a region. */
    static void fill(Target target, Region region) throws IOException {
        if (region.size() == 0) {
            return;
        }
        int most = PIECE / target.dtype.bytes();
        ByteBuffer filling = filling(target.dtype, (int) Math.min(most, region.size()));
        region.forEachRun(target.shape, (from, at, count) -> {
            for (long done = 0; done < count; done += most) {
                target.write(from + done, filling.duplicate().limit((int) Math.min(most, count - done) * target.dtype.bytes()));
            }
        });
    }

    private static ByteBuffer filling(DType dtype, int elements) {
        ByteBuffer bytes = ByteBuffer.allocate(elements * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        boolean wide = dtype.component() == double.class;
        while ((dtype.isFloating() || dtype.isComplex()) && bytes.hasRemaining()) {
            if (wide) {
                bytes.putDouble(Double.NaN);
            } else {
                bytes.putFloat(Float.NaN);
            }
        }
        return bytes.clear();
    }

    /** Where a vector lies in its file: first byte, bytes per element, number of elements. */
    private record Stored(long address, int width, long length) {}

    /** Reads a vector of a payload file through a window that moves forward. */
    private static final class Vector {
        private final FileChannel channel;
        private final ByteBuffer window;
        private final Stored stored;
        private long first;
        private int count;

        Vector(FileChannel channel, ByteBuffer window, Stored stored) {
            this.channel = channel;
            this.window = window;
            this.stored = stored;
        }

        /** Elements {@code from} to {@code from + n - 1}; valid until the next call. */
        ByteBuffer read(long from, int n) throws IOException {
            if (from < first || from + n > first + count) {
                first = from;
                count = (int) Math.min(PIECE / stored.width, stored.length - from);
                Channels.readFully(channel, window.clear().limit(count * stored.width), stored.address + from * stored.width);
            }
            int at = (int) (from - first) * stored.width;
            return window.duplicate().clear().position(at).limit(at + n * stored.width);
        }
    }
}
