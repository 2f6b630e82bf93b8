package org.trialmap.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.trialmap.support.ExceptionText;
import org.trialmap.support.Reason;

/**
 * Puts a finished file on HDFS: complete or not at all, and never over one that is there. It is copied to a hidden name and renamed, which HDFS refuses where there is something, whoever put it there
 * in between. Hadoop's other file systems do not promise that.
 */
public final class Publication {
    private Publication() {}

    /**
     * @throws IllegalArgumentException as {@link #requireHdfs}
     * @throws FileAlreadyExistsException if something is there already
     */
    public static void requireFree(Path place) throws IOException {
        hdfs((HadoopPath) place);
        if (Files.exists(place)) {
            throw new FileAlreadyExistsException(place.toString(), null, "there is a file already, and nothing there is overwritten. Remove it, or choose another file with --out.");
        }
    }

    /**
     * Copies the file; does nothing where the same bytes are there already.
     *
     * @param file on a disk; it stays there
     * @throws IOException if other bytes are there, or the file cannot be copied: then nothing is there
     */
    public static void publish(Path file, Path place) throws IOException {
        HadoopPath target = (HadoopPath) place;
        DistributedFileSystem hdfs = hdfs(target);
        if (Files.isRegularFile(target) && Files.size(target) == Files.size(file) && Files.mismatch(file, target) < 0) {
            return;
        }
        if (Files.exists(target)) {
            throw failed(file, target, new IOException("there is another file already, and nothing there is overwritten."));
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(target.toString());
        org.apache.hadoop.fs.Path half = new org.apache.hadoop.fs.Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            copy(file, hdfs, half);
            hdfs.rename(half, path, Options.Rename.NONE);
        } catch (IOException e) {
            IOException failed = failed(file, target, e);
            try {
                hdfs.delete(half, false);
            } catch (IOException left) {
                failed.addSuppressed(left);
            }
            throw failed;
        }
    }

    private static IOException failed(Path file, HadoopPath target, IOException e) {
        return new IOException(target + " cannot be written: " + Reason.sentence(ExceptionText.root(e)) + " The result is complete in " + file + ". Remove the cause, and start the same command with"
                + " --resume, which only copies it.", e);
    }

    private static void copy(Path from, DistributedFileSystem hdfs, org.apache.hadoop.fs.Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from); FSDataOutputStream out = hdfs.create(to, false)) {
            in.transferTo(out);
            out.hsync();
        }
        long copied = hdfs.getFileStatus(to).getLen();
        if (copied != Files.size(from)) {
            throw new IOException("the copy has " + copied + " bytes, and the file has " + Files.size(from));
        }
    }

    /** @throws IllegalArgumentException if a place is on another file system of Hadoop than HDFS */
    public static void requireHdfs(Path place) {
        if (!((HadoopPath) place).getFileSystem().scheme().equals("hdfs")) {
            throw new IllegalArgumentException(place + " cannot be written: of the file systems of Hadoop only HDFS (hdfs://) promises that a file appears complete, and never over another one. Name a"
                    + " file there, or one on a disk.");
        }
    }

    private static DistributedFileSystem hdfs(HadoopPath target) throws IOException {
        requireHdfs(target);
        return target.getFileSystem().call(target, (files, path) -> (DistributedFileSystem) files);
    }
}
