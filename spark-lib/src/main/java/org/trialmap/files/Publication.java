package org.trialmap.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.trialmap.setting.Setting;
import org.trialmap.support.ExceptionText;
import org.trialmap.support.Reason;

/**
 * Puts a finished file on HDFS or into an object store: complete or not at all, and never over one that is there, whoever put it there in between. Hadoop's other file systems do not promise
 * that.
 */
public final class Publication {
    private Publication() {}

    /** How a file comes to a place of a file system that keeps the promise. */
    interface Publisher {
        /** Finds out whether the server does, where it depends on that. */
        void requirePromise() throws IOException;

        /**
         * @param file of a disk
         * @throws FileAlreadyExistsException if something is there
         * @throws IOException for other reasons; nothing is there then
         */
        void put(Path file) throws IOException;
    }

    /**
     * @throws IllegalArgumentException as {@link #requirePossible}
     * @throws IOException if something is there already, or the server does not keep the promise
     */
    public static void requireFree(Path place) throws IOException {
        Publisher publisher = publisher(place);
        if (Files.exists(place)) {
            throw new FileAlreadyExistsException(place.toString(), null, "there is a file already, and nothing there is overwritten. Remove it, or choose another file with " + Setting.OUT_FILE + ".");
        }
        try {
            publisher.requirePromise();
        } catch (IOException e) {
            throw new IOException(place + " cannot be written: " + Reason.sentence(ExceptionText.root(e)), e);
        }
    }

    /**
     * Copies the file; does nothing where the same bytes are there already.
     *
     * @param file on a disk; it stays there
     * @throws IOException if other bytes are there, or the file cannot be copied: then nothing is there
     */
    public static void publish(Path file, Path place) throws IOException {
        Publisher publisher = publisher(place);
        if (isSame(file, place)) {
            return;
        }
        if (Files.exists(place)) {
            throw taken(file, place, null);
        }
        try {
            publisher.requirePromise();
            publisher.put(file);
        } catch (FileAlreadyExistsException e) {
            if (!isSame(file, place)) { // the same: the answer was lost, and the request was sent again
                throw taken(file, place, e);
            }
        } catch (IOException e) {
            throw failed(file, place, Reason.sentence(ExceptionText.root(e)), e);
        }
    }

    private static boolean isSame(Path file, Path place) throws IOException {
        return Files.isRegularFile(place) && Files.size(place) == Files.size(file) && Files.mismatch(file, place) < 0;
    }

    private static IOException taken(Path file, Path place, IOException e) {
        return failed(file, place, "there is another file already, and nothing there is overwritten.", e);
    }

    private static IOException failed(Path file, Path place, String why, IOException e) {
        return new IOException(
                place + " cannot be written: " + why + " The result is complete in " + file + ". Remove the cause, and run the same again with " + Setting.RESUME + ", which only copies it.", e);
    }

    /** @throws IllegalArgumentException if a place is on a file system of Hadoop that does not promise to create a file completely, and only where there is none */
    public static void requirePossible(Path place) throws IOException {
        publisher(place);
    }

    private static Publisher publisher(Path place) throws IOException {
        HadoopPath target = (HadoopPath) place;
        FileSystem files = target.getFileSystem().call(target, (system, path) -> system);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(target.toString());
        if (files instanceof DistributedFileSystem hdfs) {
            return new HdfsPublisher(hdfs, path);
        }
        if (ObjectPublisher.suits(files, path)) {
            return new ObjectPublisher(files, path);
        }
        throw new IllegalArgumentException(
                place + " cannot be written: of the file systems of Hadoop only HDFS (hdfs://) and object stores that create an object on condition that there is none (s3a://,"
                        + " unless fs.s3a.create.conditional.enabled is false) promise that a file appears complete, and never over another one. Name a file there, or one on a disk.");
    }
}
