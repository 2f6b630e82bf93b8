package org.trialmap.store.run;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import org.trialmap.setting.Setting;
import org.trialmap.store.Durability;
import org.trialmap.store.Layout;
import org.trialmap.store.OwnFiles;
import org.trialmap.support.Hosts;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.Stacking;

/** Where and how executors write results: small, immutable, sent with the tasks. */
public final class PayloadTarget implements Serializable {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final String run;
    private final Layout layout;
    private final Stacking stacking;
    private final DeclaredShape declared;
    private final Durability durability;
    private final String inPlace;
    private final long address;

    PayloadTarget(RunFolder folder, RunRecord record) {
        this.folder = folder.payload().toAbsolutePath().toString();
        this.run = record.run();
        this.layout = record.partial() ? Layout.SINGLE : record.save().layout(); // groups, which may hold anything
        this.stacking = record.stacking();
        this.declared = DeclaredShape.of(record.save()).orElse(null);
        this.durability = record.save().durability();
        this.inPlace = record.address().isPresent() ? folder.inPlace(run).toAbsolutePath().toString() : null;
        this.address = record.address().orElse(0L);
    }

    /**
     * Begins an attempt to write the results of a partition.
     *
     * @param partition number of the partition within this run
     * @param attempt which try this is
     * @param tasks indices of the partition's tasks, ascending
     * @throws IOException if the payload folder is not there on this host, or cannot be written
     */
    public PayloadAttempt begin(int partition, int attempt, int[] tasks) throws IOException {
        for (int i = 1; i < tasks.length; i++) {
            if (tasks[i - 1] >= tasks[i]) {
                throw new IllegalArgumentException("The tasks of partition " + partition + " must be ascending: " + Arrays.toString(tasks) + ".");
            }
        }
        Path payload = Path.of(folder);
        if (!OwnFiles.isFolder(payload)) {
            throw new IOException("The results of tasks " + IndexRanges.brief(IndexRanges.of(tasks)) + " cannot be written: the folder " + payload
                    + " is not there on host "
                    + Hosts.name() + ". Driver and executors must see the same folder: choose one on a shared file system (" + Setting.OUT_FOLDER + ").");
        }
        PayloadFile file = new PayloadFile(payload.resolve(RunFolder.payloadFile(partition, attempt, run)));
        PayloadWriter writer;
        try {
            writer = writer(file, tasks.clone());
        } catch (IOException e) {
            throw PayloadAttempt.failed("The results of tasks " + IndexRanges.brief(IndexRanges.of(tasks)), payload, e);
        }
        return new PayloadAttempt(writer, new PayloadAttempt.Part(partition, attempt, tasks.clone(), payload));
    }

    private PayloadWriter writer(PayloadFile file, int[] tasks) throws IOException {
        return layout != Layout.STACKED ? new GroupPayload(file, durability)
                : declared != null && declared.isVarying() ? new VaryingPayload(new GroupPayload(file, durability), new StackedFit(stacking, declared))
                        : inPlace != null ? new InPlacePayload(Path.of(inPlace), address, new StackedFit(stacking, declared), durability)
                                : new StackedPayload(file, tasks, stacking, new StackedFit(stacking, declared));
    }
}
