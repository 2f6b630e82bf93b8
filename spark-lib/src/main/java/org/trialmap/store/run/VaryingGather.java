package org.trialmap.store.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.setting.Setting;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.ResultShape;
import org.trialmap.task.PaddedStacking;
import org.trialmap.task.Stacking;

/**
 * Gathers results whose length along one axis differs from task to task: how long each is decides where all of them go. Memory grows with the number of tasks, not with their results;
 * payload files are opened one at a time, and twice.
 */
final class VaryingGather {
    static final String LENGTHS = "lengths";

    private final RunFolder folder;
    private final ContainerHeader head;
    private final Commits commits;
    private final ResultShape shape;

    VaryingGather(RunFolder folder, ContainerHeader head, Commits commits) {
        this.folder = folder;
        this.head = head;
        this.commits = commits;
        this.shape = head.record().save().shape().orElseThrow();
    }

    private interface Visitor {
        void visit(int task, Hdf5File.Dataset result, FileChannel payload) throws IOException;
    }

    private void forEachResult(Visitor visitor) throws IOException {
        for (int commit = 0; commit < commits.all().size(); commit++) {
            PayloadCommit own = commits.all().get(commit);
            Path file = folder.payload().resolve(own.file());
            try (Hdf5File payload = OwnFiles.openHdf5(file); FileChannel channel = OwnFiles.open(file, StandardOpenOption.READ)) {
                for (int task : own.tasks()) {
                    if (commits.owns(commit, task)) {
                        visitor.visit(task, payload.dataset("/comp_" + task + "/result_0"), channel);
                    }
                }
            }
        }
    }

    private long[] lengths() throws IOException {
        long[] lengths = new long[commits.tasks()];
        DeclaredShape declared = DeclaredShape.of(head.record().save()).orElseThrow();
        forEachResult((task, result, payload) -> {
            if (!declared.fits(new PayloadCommit.Value("", result.dtype(), result.shape()))) {
                throw new Hdf5Exception(
                        "The result of task " + task + " in " + folder.payload() + " is not of the shape " + declared + " that it was written with. Run again with " + Setting.OVERWRITE + ".");
            }
            lengths[task] = result.shape()[shape.varyingAxis()];
        });
        return lengths;
    }

    private Stacking stacking(long[] lengths) {
        if (shape.hasTaskAxis()) {
            return new PaddedStacking(shape.stackingAxis(), shape.varyingAxis(), Arrays.stream(lengths).boxed().toList());
        }
        long[] bounds = new long[lengths.length + 1];
        for (int task = 0; task < lengths.length; task++) {
            bounds[task + 1] = bounds[task] + lengths[task];
        }
        return Stacking.pieces(bounds, shape.varyingAxis());
    }

    void write(Path file) throws IOException {
        long[] lengths = lengths();
        Stacking stacking = stacking(lengths);
        ContainerHeader settled = head.with(head.record().stacked(stacking, lengths));
        long[] core = Arrays.stream(shape.core()).filter(extent -> extent != ResultShape.VARYING).toArray();
        PayloadCommit.Value value = new PayloadCommit.Value("", shape.dtype(), core);
        List<Hdf5Writer.Dataset> datasets = new ArrayList<>();
        ContainerWriter.write(file, writer -> datasets.addAll(StackedGather.layOut(writer.root(), settled, commits.all().isEmpty() ? List.of() : List.of(value))));
        if (datasets.isEmpty()) {
            return;
        }
        try (FileChannel channel = OwnFiles.open(file, StandardOpenOption.WRITE)) {
            StackedGather.Target target = StackedGather.Target.of(channel, datasets.get(0).address(), value, stacking);
            ByteBuffer window = ByteBuffer.allocateDirect(StackedGather.PIECE);
            forEachResult((task, result, payload) -> StackedGather.copy(result, payload, window, target, stacking.region(task, core)));
            if (stacking instanceof PaddedStacking padded) {
                for (int task = 0; task < lengths.length; task++) {
                    StackedGather.fill(target, padded.padding(task, core));
                }
            }
            target.vector().flush();
            channel.force(true);
        }
    }
}
