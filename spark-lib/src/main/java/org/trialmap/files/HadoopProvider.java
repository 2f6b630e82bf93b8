package org.trialmap.files;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.trialmap.support.LocalPath;

/** Reads on Hadoop's file systems for {@code java.nio.file.Files}. It is not installed in the JVM: only paths of {@link InputPath} have it. Nothing can be written. */
final class HadoopProvider extends FileSystemProvider {
    static final HadoopProvider INSTANCE = new HadoopProvider();

    private HadoopProvider() {}

    private static HadoopPath hadoop(Path path) {
        if (path instanceof HadoopPath hadoop) {
            return (HadoopPath) hadoop.toAbsolutePath();
        }
        throw new ProviderMismatchException(path.toString());
    }

    private static FileStatus status(HadoopPath path) throws IOException {
        return path.getFileSystem().call(path, (files, place) -> files.getFileStatus(place));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (!options.stream().allMatch(option -> option == StandardOpenOption.READ || option instanceof LinkOption)) {
            throw refused(path);
        }
        HadoopPath file = hadoop(path);
        return file.getFileSystem().call(file, (files, place) -> HadoopChannel.open(files, place));
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        HadoopPath path = hadoop(folder);
        if (!status(path).isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
        List<Path> found = new ArrayList<>();
        for (FileStatus each : path.getFileSystem().call(path, (files, place) -> files.listStatus(place))) {
            Path child = folder.resolve(each.getPath().getName());
            if (filter.accept(child)) {
                found.add(child);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {
                found.clear();
            }
        };
    }

    /** That it may be read is known when it is opened. */
    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        for (AccessMode mode : modes) {
            if (mode != AccessMode.READ) {
                throw new java.nio.file.AccessDeniedException(path.toString());
            }
        }
        status(hadoop(path));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException(type.getName());
        }
        return type.cast(new HadoopAttributes(status(hadoop(path))));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException(attributes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    /** The scheme of paths is that of their file system. */
    @Override
    public String getScheme() {
        return "trialmap-hadoop";
    }

    @Override
    public HadoopFiles newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HadoopFiles getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        return InputPath.of(uri.toString());
    }

    private static RuntimeException refused(Path path) {
        LocalPath.of(path); // says that it must be local
        return new UnsupportedOperationException(path.toString());
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw refused(path);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw refused(folder);
    }

    @Override
    public void delete(Path path) {
        throw refused(path);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw refused(target);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw refused(target);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw refused(path);
    }
}
