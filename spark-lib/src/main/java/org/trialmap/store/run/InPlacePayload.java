package org.trialmap.store.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.format.RegionWriter;
import org.trialmap.store.Durability;
import org.trialmap.store.OwnFiles;

/** Writes results of a declared shape straight into the container that the driver laid out. A repeated attempt writes the same bytes. */
final class InPlacePayload implements PayloadWriter {
    private final StackedFit fit;
    private final Durability durability;
    private final FileChannel channel;
    private final RegionWriter writer;
    private final CRC32C crc = new CRC32C();
    private long bytes;

    InPlacePayload(Path container, long address, StackedFit fit, Durability durability) throws IOException {
        this.fit = fit;
        this.durability = durability;
        this.channel = OwnFiles.open(container, StandardOpenOption.WRITE);
        this.writer = new RegionWriter(channel, address, fit.declared().dtype(), fit.stacking().shape(fit.declared().core()));
    }

    @Override
    public void add(int task, ResultValues values) throws IOException {
        fit.check(task, values);
        NdArray array = values.arrays().get(0);
        Region region = fit.stacking().region(task, fit.declared().core());
        writer.write(region, array, crc);
        bytes += array.bytes();
    }

    @Override
    public Written finish() throws IOException {
        writer.flush();
        if (durability == Durability.DISK) {
            channel.force(false);
        }
        channel.close();
        return new Written("", bytes, Checksums.text(crc));
    }

    @Override
    public List<PayloadCommit.Value> values() {
        return fit.values();
    }

    @Override
    public void discard() throws IOException {
        channel.close();
    }
}
