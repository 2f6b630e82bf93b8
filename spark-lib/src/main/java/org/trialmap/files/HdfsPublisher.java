package org.trialmap.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Copies to a hidden name and renames, which HDFS refuses where there is something. */
record HdfsPublisher(DistributedFileSystem hdfs, Path place) implements Publication.Publisher {
    @Override
    public void requirePromise() {
        // HDFS always keeps it
    }

    @Override
    public void put(java.nio.file.Path file) throws IOException {
        Path half = new Path(place.getParent(), "." + place.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            copy(file, half);
            hdfs.rename(half, place, Options.Rename.NONE);
        } catch (IOException e) {
            try {
                hdfs.delete(half, false);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e instanceof FileAlreadyExistsException ? ObjectPublisher.taken(place, e) : e;
        }
    }

    private void copy(java.nio.file.Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from); FSDataOutputStream out = hdfs.create(to, false)) {
            in.transferTo(out);
            out.hsync();
        }
        long copied = hdfs.getFileStatus(to).getLen();
        if (copied != Files.size(from)) {
            throw new IOException("the copy has " + copied + " bytes, and the file has " + Files.size(from));
        }
    }
}
