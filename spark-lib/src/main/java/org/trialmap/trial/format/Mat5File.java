package org.trialmap.trial.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.support.Reason;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * A file of MATLAB's version 5 to 7. Its variables are compressed as a whole, so they are read as a whole: once in a process, and kept as long as there is
 * memory for them.
 */
record Mat5File(MatValue root) implements MatFile {
    private static final int KEPT = 4;
    private static final Map<Key, SoftReference<Mat5File>> FILES = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<Mat5File>> eldest) {
            return size() > KEPT;
        }
    };

    /** A file as it was when it was read. */
    private record Key(Path path, long bytes, FileTime modified) {}

    static Mat5File open(Path file) throws IOException {
        Key key = new Key(file, Files.size(file), Files.getLastModifiedTime(file));
        synchronized (FILES) {
            SoftReference<Mat5File> known = FILES.get(key);
            Mat5File read = known == null ? null : known.get();
            if (read == null) {
                read = read(file);
                FILES.put(key, new SoftReference<>(read));
            }
            return read;
        }
    }

    private static Mat5File read(Path file) throws IOException {
        try {
            Mat5Check.requireWhole(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(of(file) + Reason.of(e) + ". It is truncated or damaged. Copy or save it once more.", e);
        }
        Struct all = Mat5.newStruct();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                var source = Sources.wrapInputStream(in)) {
            for (var entry : Mat5.newReader(source).disableSubsystemProcessing().readMat().getEntries()) {
                if (!entry.getName().isEmpty()) {
                    all.set(entry.getName(), entry.getValue());
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(of(file) + reason(e) + ". It is damaged, or of a kind that is not read. Copy it, or save it in MATLAB, once more.", e);
        } catch (OutOfMemoryError e) { // also of sizes in a damaged file
            throw new IllegalArgumentException(of(file) + "it says that it needs more memory than there is (a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB). It is read as a whole. Give more (TRIALMAP_JAVA_OPTS=-Xmx8g), or save it with save(..., '-v7.3'); or it is damaged.", e);
        }
        return new Mat5File(new Mat5Value(all));
    }

    private static String of(Path file) throws IOException {
        return file + " (" + Files.size(file) + " bytes) cannot be read as a file of MATLAB: ";
    }

    /** The reader wraps what it stumbles over. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Reason.of(cause).replaceFirst("\\.$", "");
    }

    @Override
    public void close() {
        // others may read it
    }
}
