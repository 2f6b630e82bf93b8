package org.trialmap.store.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.setting.Setting;
import org.trialmap.store.Durability;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Stacking;

/**
 * The container that executors write into while the run goes on. Until {@link #complete} it has no headers and opens in no reader; its data are
 * where they will be.
 */
final class InPlace {
    private InPlace() {}

    /** Whether executors write in place. */
    static boolean suits(SaveOptions save, Path folder) throws IOException {
        Optional<DeclaredShape> declared = DeclaredShape.of(save);
        boolean varying = declared.filter(DeclaredShape::isVarying).isPresent();
        if (varying && save.transport() == SaveOptions.Transport.IN_PLACE) {
            throw new IllegalArgumentException("Results whose length differs from task to task (inf in the result shape " + declared.get() + ") cannot be written in place: where each"
                    + " of them goes is known only when all are there (transport is IN_PLACE). Use AUTO or GATHER.");
        }
        if (save.transport() == SaveOptions.Transport.IN_PLACE && declared.isEmpty()) {
            throw new IllegalArgumentException("Results can be written in place only if their shape is declared (transport is IN_PLACE, no result"
                    + " shape was given)."
                    + " Declare it with withShape, or use AUTO or GATHER.");
        }
        return switch (save.transport()) {
            case GATHER -> false;
            case IN_PLACE -> true;
            case AUTO -> !varying && declared.isPresent() && !Files.getFileStore(folder).type().startsWith("nfs");
        };
    }

    private static PayloadCommit.Value value(RunRecord record) {
        return DeclaredShape.of(record.save()).orElseThrow().value();
    }

    /** Creates the file, with room for all results. Returns where they begin. */
    static long layOut(Path file, RunRecord record) throws IOException {
        Files.deleteIfExists(file);
        Hdf5Writer writer = Hdf5Writer.create(file);
        try {
            PayloadCommit.Value value = value(record);
            return writer.root().reserve(StackedGather.nameOf(record, 0), value.dtype(), record.stacking().shape(value.core())).address();
        } finally {
            writer.abandon();
        }
    }

    /** Marks what is missing, and adds the headers: from then on the file is a container. */
    static void complete(Path file, ContainerHeader head) throws IOException {
        PayloadCommit.Value value = value(head.record());
        long address = head.record().address().orElseThrow();
        try (FileChannel channel = OwnFiles.open(file, StandardOpenOption.WRITE)) {
            StackedGather.Target target = StackedGather.Target.of(channel, address, value, head.record().stacking());
            StackedGather.fill(target, head.record().stacking(), head.missing());
            target.vector().flush();
            channel.truncate(address + Shape.size(target.shape()) * target.dtype().bytes()); // headers of an earlier, incomplete container
        }
        Hdf5Writer writer = Hdf5Writer.around(file, OwnFiles.open(file, StandardOpenOption.WRITE));
        try {
            long again = StackedGather.layOut(writer.root(), head, List.of(value)).get(0).address();
            if (again != address) {
                throw new IOException("The data of '" + file + "' begin at byte " + address + ", this version of trialmap would put them at " + again
                        + ". Finish the run with the version that began it, or start over with " + Setting.OVERWRITE + ".");
            }
            if (head.record().save().durability() == Durability.DISK) {
                writer.close();
            } else {
                writer.closeUnforced();
            }
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            throw e;
        }
    }

    /** Whether the bytes of a commit are in the file, by its checksum. */
    static boolean holds(Path file, RunRecord record, PayloadCommit commit) throws IOException {
        PayloadCommit.Value value = value(record);
        Stacking stacking = record.stacking();
        long[] shape = stacking.shape(value.core());
        long address = record.address().orElseThrow();
        int width = value.dtype().bytes();
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
        try (FileChannel channel = OwnFiles.open(file, StandardOpenOption.READ)) {
            if (channel.size() < address) {
                return false;
            }
            for (int task : commit.tasks()) {
                Region region = stacking.region(task, value.core());
                region.forEachRun(shape, (from, at, count) -> {
                    for (long done = 0; done < count * width;) {
                        buffer.clear().limit((int) Math.min(buffer.capacity(), count * width - done));
                        int n = channel.read(buffer, address + from * width + done);
                        if (n <= 0) {
                            return;
                        }
                        crc.update(buffer.flip());
                        done += n;
                    }
                });
            }
        }
        return Checksums.text(crc).equals(commit.checksum());
    }
}
