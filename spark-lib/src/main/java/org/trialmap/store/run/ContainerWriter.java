package org.trialmap.store.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.ResultShape;
import org.trialmap.store.StoredInputs;
import org.trialmap.support.Channels;

/** Builds a container from the commits that count. Memory does not grow with the results; payload files are opened one at a time. */
final class ContainerWriter {
    static final int PIECE = 1 << 20;
    private final RunFolder folder;
    private final ContainerHeader head;
    private final Commits commits;

    ContainerWriter(RunFolder folder, ContainerHeader head, Commits commits) {
        this.folder = folder;
        this.head = head;
        this.commits = commits;
    }

    @FunctionalInterface
    interface Body {
        void accept(Hdf5Writer writer) throws IOException;
    }

    /** A whole HDF5 file or none that opens. */
    static void write(Path file, Body body) throws IOException {
        Hdf5Writer writer = Hdf5Writer.create(file);
        try {
            body.accept(writer);
            writer.close();
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            throw e;
        }
    }

    /** Writes the container to {@code file}, which must not exist, and forces it to the disk. */
    void write(Path file) throws IOException {
        switch (head.record().save().layout()) {
            case LINKED -> writeLinked(file);
            case SINGLE -> writeSingle(file);
            case STACKED -> {
                if (head.record().save().shape().filter(ResultShape::isVarying).isPresent()) {
                    new VaryingGather(folder, head, commits).write(file);
                } else {
                    new StackedGather(folder, head, commits).write(file);
                }
            }
        }
    }

    private void describe(Hdf5Writer writer) throws IOException {
        ContainerHeader.describe(writer.root(), List.of(writer.root()), head.record().attributes());
        StoredInputs.write(writer.root(), head.record().inputs(), List.of(), head.record().stacking());
    }

    private void writeLinked(Path file) throws IOException {
        write(file, writer -> {
            head.writeTo(writer.root());
            describe(writer);
            for (int task = 0; task < commits.tasks(); task++) {
                if (!head.missing().get(task)) {
                    writer.root().externalLink("comp_" + task, folder.payloadName() + "/" + commits.of(task).file(), "/comp_" + task);
                }
            }
        });
    }

    /** Bytes that are copied once the container is laid out. */
    private record Copy(Path source, long from, long to, long bytes) {}

    private void writeSingle(Path file) throws IOException {
        List<Copy> copies = new ArrayList<>();
        write(file, writer -> {
            head.writeTo(writer.root());
            describe(writer);
            for (int commit = 0; commit < commits.all().size(); commit++) {
                Path path = folder.payload().resolve(commits.all().get(commit).file());
                try (Hdf5File payload = OwnFiles.openHdf5(path)) {
                    for (int task : commits.all().get(commit).tasks()) {
                        if (commits.owns(commit, task)) {
                            copies.addAll(copyGroup(payload, writer, "comp_" + task));
                        }
                    }
                }
            }
        });
        if (!copies.isEmpty()) {
            try (FileChannel target = OwnFiles.open(file, StandardOpenOption.WRITE)) {
                for (Copy copy : copies) {
                    copy(copy, target);
                }
                target.force(true);
            }
        }
    }

    private static List<Copy> copyGroup(Hdf5File payload, Hdf5Writer writer, String name) throws IOException {
        List<Copy> copies = new ArrayList<>();
        Hdf5Writer.Group group = writer.root().group(name);
        for (String value : payload.names("/" + name)) {
            Hdf5File.Dataset source = payload.dataset("/" + name + "/" + value);
            long bytes = Shape.size(source.shape()) * source.dtype().bytes();
            Hdf5Writer.Dataset target;
            if (bytes > PIECE && source.address().isPresent()) {
                target = group.reserve(value, source.dtype(), source.shape());
                copies.add(new Copy(payload.file(), source.address().getAsLong(), target.address(), bytes));
            } else {
                target = group.dataset(value, source.read());
            }
            NdArray valueName = source.attribute("name").orElse(null);
            if (valueName != null) {
                target.attribute("name", valueName);
            }
        }
        return copies;
    }

    private static void copy(Copy copy, FileChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel source = OwnFiles.open(copy.source, StandardOpenOption.READ)) {
            for (long done = 0; done < copy.bytes;) {
                buffer.clear().limit((int) Math.min(PIECE, copy.bytes - done));
                Channels.readFully(source, buffer, copy.from + done);
                Channels.writeFully(target, buffer.flip(), copy.to + done);
                done += buffer.limit();
            }
        }
    }
}
