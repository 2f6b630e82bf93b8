package org.trialmap.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;

/**
 * One upload in parts, which becomes an object when it is completed, on condition that there is none (S3: {@code If-None-Match: *}). Servers of others than Amazon may not know that condition,
 * and overwrite. So it is tried out first, once for each folder, with objects that are removed again.
 */
record ObjectPublisher(FileSystem files, Path place) implements Publication.Publisher {
    /** Also small files are uploaded in parts, so that one way is tried out and used. */
    private static final String IN_PARTS = "fs.s3a.create.multipart";
    private static final Set<Path> KEPT = ConcurrentHashMap.newKeySet();

    static boolean suits(FileSystem files, Path place) throws IOException {
        return files.hasPathCapability(place, CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE) && files.hasPathCapability(place, CommonPathCapabilities.ABORTABLE_STREAM);
    }

    @Override
    public void requirePromise() throws IOException {
        if (KEPT.contains(place.getParent())) {
            return;
        }
        Path trial = new Path(place.getParent(), "." + place.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            writeByte(trial);
            writeByte(trial);
        } catch (IOException e) {
            if (isTaken(e)) {
                KEPT.add(place.getParent());
                return;
            }
            throw e;
        } finally {
            files.delete(trial, false);
        }
        throw new IOException(
                "the server of " + place.getParent() + " overwrites objects although it is told not to (If-None-Match), so nothing would keep other files there safe. Name a file elsewhere,"
                        + " and copy it.");
    }

    @Override
    public void put(java.nio.file.Path file) throws IOException {
        FSDataOutputStream out = create(place);
        try (InputStream in = Files.newInputStream(file)) {
            long copied = in.transferTo(out);
            if (copied != Files.size(file)) {
                throw new IOException(copied + " bytes could be read, and the file has " + Files.size(file));
            }
        } catch (IOException | RuntimeException | Error e) {
            out.abort(); // to close it would be to complete it
            throw e;
        }
        try {
            out.close();
        } catch (IOException e) {
            throw isTaken(e) ? taken(place, e) : e;
        }
    }

    /** Whether something is there is asked at the end, by the server. */
    private FSDataOutputStream create(Path path) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path);
        builder.recursive();
        builder.overwrite(true);
        builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
        builder.opt(IN_PARTS, true);
        return builder.build();
    }

    private void writeByte(Path path) throws IOException {
        try (FSDataOutputStream out = create(path)) {
            out.write(0);
        }
    }

    /** The class is one of hadoop-aws. */
    private static boolean isTaken(IOException e) {
        return e instanceof org.apache.hadoop.fs.FileAlreadyExistsException || e.getClass().getSimpleName().equals("RemoteFileChangedException");
    }

    static FileAlreadyExistsException taken(Path place, IOException e) {
        FileAlreadyExistsException taken = new FileAlreadyExistsException(place.toString());
        taken.initCause(e);
        return taken;
    }
}
