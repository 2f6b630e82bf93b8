package org.trialmap.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A path of one of Hadoop's file systems.
 *
 * @param inside within the file system: names and their order are those of a local path
 */
record HadoopPath(HadoopFiles getFileSystem, Path inside) implements Path {
    private HadoopPath with(Path path) {
        return path == null ? null : new HadoopPath(getFileSystem, path);
    }

    private static Path inside(Path path) {
        return path instanceof HadoopPath hadoop ? hadoop.inside : path;
    }

    private boolean isElsewhere(Path other) {
        return other instanceof HadoopPath hadoop ? hadoop.getFileSystem != getFileSystem : other.isAbsolute();
    }

    @Override
    public boolean isAbsolute() {
        return inside.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return with(inside.getRoot());
    }

    @Override
    public Path getFileName() {
        return with(inside.getFileName());
    }

    @Override
    public Path getParent() {
        return with(inside.getParent());
    }

    @Override
    public int getNameCount() {
        return inside.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return with(inside.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return with(inside.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return !isElsewhere(other) && inside.startsWith(inside(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return !isElsewhere(other) && inside.endsWith(inside(other));
    }

    @Override
    public Path normalize() {
        return with(inside.normalize());
    }

    /** A local path, as files of HDF5 name others, is taken for one of this file system. */
    @Override
    public Path resolve(Path other) {
        return other instanceof HadoopPath hadoop && hadoop.isAbsolute() ? other : with(inside.resolve(inside(other)));
    }

    @Override
    public Path relativize(Path other) {
        return with(inside.relativize(inside(other)));
    }

    @Override
    public URI toUri() {
        return new org.apache.hadoop.fs.Path(toAbsolutePath().toString()).toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return isAbsolute() ? this : with(Path.of("/").resolve(inside));
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = toAbsolutePath().normalize();
        getFileSystem.provider().checkAccess(real);
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    /** What {@link InputPath#of(String)} takes, for example {@code hdfs://server:8020/folder/file}; a relative path is only its names. */
    @Override
    public String toString() {
        return isAbsolute() ? getFileSystem + inside.toString() : inside.toString();
    }
}
