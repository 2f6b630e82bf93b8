package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exceptions whose message says nothing, and those whose message says it. */
class ReasonTest {
    private static final class Silent extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("even this fails");
        }
    }

    @Test
    void everyExceptionGivesAReason() {
        Map<Throwable, String> reasons = new LinkedHashMap<>();
        reasons.put(new NullPointerException(), "NullPointerException");
        reasons.put(new IllegalStateException("  "), "IllegalStateException");
        reasons.put(new IOException("No space left on device"), "No space left on device");
        reasons.put(new ClosedByInterruptException(), "it was interrupted, since the run was stopped");
        reasons.put(new AsynchronousCloseException(), "the file was closed by another thread");
        reasons.put(new ClosedChannelException(), "the file was closed before");
        reasons.put(new EOFException(), "the file ends too early");
        reasons.put(new NoSuchFileException("/a/b"), "/a/b does not exist");
        reasons.put(new AccessDeniedException("/a/b"), "permission denied: /a/b");
        reasons.put(new FileAlreadyExistsException("/a/b"), "/a/b exists already");
        reasons.put(new DirectoryNotEmptyException("/a/b"), "the folder /a/b is not empty");
        reasons.put(new NotDirectoryException("/a/b"), "/a/b is not a folder");
        reasons.put(new FileSystemLoopException("/a/b"), "FileSystemLoopException: /a/b");
        reasons.put(new FileSystemException("/a/b", null, "Read-only file system"), "/a/b: Read-only file system");
        reasons.put(new UncheckedIOException(new NoSuchFileException("/a/b")), "/a/b does not exist");
        reasons.put(new UncheckedIOException("Our words.", new NoSuchFileException("/a/b")), "Our words.");
        reasons.put(new ClassNotFoundException("a.B"), "the class a.B was not found");
        reasons.put(new NoClassDefFoundError("a/B"), "the class a/B was not found");
        reasons.put(new UnknownHostException("node7"), "the host node7 is not known");
        reasons.put(new Silent(), "Silent");
        reasons.put(new IOException() {}, "org.trialmap.support.ReasonTest$1");
        reasons.forEach((thrown, text) -> assertEquals(text, Reason.of(thrown)));
    }
}
