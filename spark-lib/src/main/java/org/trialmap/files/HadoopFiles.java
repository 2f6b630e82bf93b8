package org.trialmap.files;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.trialmap.support.ExceptionText;
import org.trialmap.support.Reason;

/** One of Hadoop's file systems, of a scheme and a server or bucket, to be read. Hadoop is asked for it when the first file is; so nothing of Hadoop is loaded for local files. */
final class HadoopFiles extends java.nio.file.FileSystem {
    private static final Map<String, HadoopFiles> ALL = new ConcurrentHashMap<>();
    private static final Map<String, String> PACKAGES = Map.of("s3a", "hadoop-aws", "abfs", "hadoop-azure", "abfss", "hadoop-azure", "oss", "hadoop-aliyun", "gs", "hadoop-gcp");
    private static final String VERSION = "3.5.0"; // that of Spark's own Hadoop
    private final String scheme;
    /** {@code scheme://authority}. */
    private final String name;

    /** What is asked of Hadoop. */
    @FunctionalInterface
    interface Call<T> {
        T on(FileSystem files, org.apache.hadoop.fs.Path path) throws IOException;
    }

    private HadoopFiles(String scheme, String name) {
        this.scheme = scheme;
        this.name = name;
    }

    static HadoopFiles of(String scheme, String authority) {
        return ALL.computeIfAbsent(scheme + "://" + authority, name -> new HadoopFiles(scheme, name));
    }

    /**
     * Asks Hadoop, and says what is wrong in the words of {@code java.nio.file}. That there is no answer is thrown unchecked: {@code Files.exists} and its like take all other errors for
     * the answer that there is no such file.
     *
     * @throws IllegalArgumentException if there is no file system for the scheme here
     */
    <T> T call(HadoopPath path, Call<T> call) throws IOException {
        try {
            return call.on(FileSystem.get(URI.create(name.replace(" ", "%20") + "/"), HadoopSettings.configuration()), new org.apache.hadoop.fs.Path(name + path.inside()));
        } catch (FileNotFoundException e) {
            throw (IOException) new NoSuchFileException(path.toString()).initCause(e);
        } catch (AccessControlException e) {
            throw (IOException) new AccessDeniedException(path.toString()).initCause(e);
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw e;
        } catch (UnsupportedFileSystemException | LinkageError e) {
            throw noFileSystem(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(unreachable(path, e), e);
        } catch (RuntimeException e) {
            throw ExceptionText.root(e) instanceof ClassNotFoundException ? noFileSystem(path, e) : new IllegalArgumentException(unreachable(path, e), e);
        }
    }

    private String unreachable(HadoopPath path, Exception e) {
        Throwable root = ExceptionText.root(e);
        String reason = root instanceof EOFException ? "the connection was closed." : Reason.sentence(root);
        boolean isDenied = e instanceof AccessDeniedException; // as S3's client says it; it is no reason to take the file for missing
        return path + " cannot be read: " + reason
                + (isDenied ? " See whether the key or role that is set here is right, and may read there." : " See whether " + name + " is right, and whether the server runs.");
    }

    private IllegalArgumentException noFileSystem(HadoopPath path, Throwable e) {
        Throwable root = ExceptionText.root(e);
        String why = root instanceof ClassNotFoundException missing ? missing.getMessage() : Reason.of(root);
        String jar = PACKAGES.containsKey(scheme) ? "org.apache.hadoop:" + PACKAGES.get(scheme) + ":" + VERSION : "GROUP:NAME:VERSION";
        return new IllegalArgumentException(path + " cannot be read: there is no file system for the scheme '" + scheme + ":' among the jars here (" + why + "). Put " + jar
                + " and what it needs into a folder and set TRIALMAP_JARS to that, or name it with --packages to a spark-submit of your own (docs/recordings.md). If a folder of that name is meant, write ./"
                + path + ".", e);
    }

    @Override
    public HadoopProvider provider() {
        return HadoopProvider.INSTANCE;
    }

    @Override
    public HadoopPath getPath(String first, String... more) {
        return new HadoopPath(this, Path.of(first, more));
    }

    String scheme() {
        return scheme;
    }

    /** {@code scheme://authority}. */
    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher local = java.nio.file.FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> path instanceof HadoopPath hadoop && local.matches(hadoop.inside());
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
