package org.trialmap.store;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.trialmap.task.Reason;

/** One HDF5 file that is open through jHDF, and the channel that both of us read it by. */
final class OpenFile implements Closeable {
    final Path path;
    final ReopeningChannel channel;
    final HdfFile hdf;

    private OpenFile(Path path, ReopeningChannel channel, HdfFile hdf) {
        this.path = path;
        this.channel = channel;
        this.hdf = hdf;
    }

    static OpenFile open(Path path, OpenChannels open, LinkOption... links) throws IOException {
        FileCheck.exists(path);
        ReopeningChannel channel = ReopeningChannel.open(path, open, links);
        try {
            FileCheck.intact(path, channel);
            return new OpenFile(path, channel, new HdfFile(channel));
        } catch (HdfException e) {
            channel.close();
            throw new Hdf5Exception("Cannot open '" + path + "': " + Reason.of(e) + ". The file is damaged. Copy or write it anew.", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Group root() {
        return hdf;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
