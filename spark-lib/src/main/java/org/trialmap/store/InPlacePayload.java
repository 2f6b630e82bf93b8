package org.trialmap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.task.Stacking;

/** Writes results of a declared shape straight into the container that the driver laid out. A repeated attempt writes the same bytes. */
final class InPlacePayload implements PayloadWriter {
    private final Stacking stacking;
    private final StackedFit fit;
    private final FileChannel channel;
    private final RegionWriter writer;
    private final CRC32C crc = new CRC32C();
    private long bytes;

    InPlacePayload(Path container, long address, Stacking stacking, ResultShape shape) throws IOException {
        this.stacking = stacking;
        this.fit = new StackedFit(stacking, shape);
        this.channel = FileChannel.open(container, StandardOpenOption.WRITE);
        this.writer = new RegionWriter(channel, address, shape.dtype(), stacking.shape(shape.core()));
    }

    @Override
    public void add(int task, ResultValues values) throws IOException {
        fit.check(task, values);
        NdArray array = values.arrays().get(0);
        Region region = stacking.region(task, fit.values().get(0).core());
        ByteBuffer data = array.toBytes();
        crc.update(data.duplicate());
        bytes += data.remaining();
        writer.write(region, data);
    }

    @Override
    public Written finish() throws IOException {
        writer.flush();
        channel.force(false);
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
