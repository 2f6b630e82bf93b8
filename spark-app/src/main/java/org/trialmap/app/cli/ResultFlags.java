package org.trialmap.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.analysis.ResultFile;
import org.trialmap.store.SaveOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an analysis puts its result, and how it is run. */
public final class ResultFlags {
    @Option(names = "--out", paramLabel = "FILE.spy|FILE.h5", required = true, converter = Converters.InputPaths.class, description = "The result: NAME.spy is a Syncopy container, NAME.h5 one HDF5"
            + " file with the same datasets.")
    private Path out;

    @Option(names = "--work", paramLabel = "DIR", description = Destination.WORK)
    private Path work;

    @Option(names = "--gather", description = "Tasks write files of their own, which are put together in the end (default on NFS; else all processes"
            + " write into the result at once).")
    private boolean gather;

    @Option(names = "--parallel", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "false: --master serial (default: true).")
    private Boolean parallel;

    @Mixin
    private RunFlags flags;

    public Path out() {
        return out;
    }

    public RunFlags flags() {
        return flags;
    }

    public ResultFile file() {
        return file(out);
    }

    /** As {@link #file()}, at another place. */
    public ResultFile file(Path place) {
        if (out.toString().isEmpty()) {
            throw new UsageException("--out is empty, often since a variable is not set. Name a file: NAME.spy or NAME.h5.");
        }
        Destination destination = new Destination(out, work);
        if (destination.isRemote() && !out.toString().endsWith(".h5")) {
            throw new UsageException("--out " + out + " is on a file system of Hadoop, where a result is one file. Name it NAME.h5.");
        }
        destination.requireFree(place, flags.existing());
        return RunFlags.checked(() -> ResultFile.at(destination.made(place)).withExisting(flags.existing())
                .withTransport(gather ? SaveOptions.Transport.GATHER : SaveOptions.Transport.AUTO));
    }

    /** Where the result of {@link #file()} lies on a disk. */
    public Path made() {
        return new Destination(out, work).made(out);
    }

    /** Copies the finished result to its place, if that is not on a disk. */
    public void publish(Path place) throws IOException {
        new Destination(out, work).publish(place);
    }

    public SessionOptions session() {
        String master = flags.master();
        if (parallel == null || parallel && master == null) {
            return flags.session(List.of());
        }
        if (master != null && parallel == master.equals(SessionOptions.SERIAL)) {
            throw new UsageException("--parallel " + parallel + " contradicts --master " + master + ". --parallel false is the same as --master serial. Leave"
                    + " one of them out.");
        }
        return flags.session(parallel ? master : SessionOptions.SERIAL, List.of());
    }
}
