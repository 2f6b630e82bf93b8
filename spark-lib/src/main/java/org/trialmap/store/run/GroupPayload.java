package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** A payload file with a group {@code /comp_<i>} per task, for the linked and the single layout. */
final class GroupPayload implements PayloadWriter {
    private final PayloadFile file;
    private final Hdf5Writer writer;

    GroupPayload(PayloadFile file) throws IOException {
        this.file = file;
        this.writer = Hdf5Writer.create(file.temporary());
    }

    @Override
    public void add(int task, ResultValues values) throws IOException {
        Hdf5Writer.Group group = writer.root().group("comp_" + task);
        for (int k = 0; k < values.arrays().size(); k++) {
            NdArray array = values.arrays().get(k);
            Hdf5Writer.Dataset dataset = group.dataset("result_" + k, array.rank() == 0 ? array.reshape(1) : array);
            if (!values.names().get(k).isEmpty()) {
                dataset.attribute("name", NdArray.from(values.names().get(k)));
            }
        }
    }

    @Override
    public Written finish() throws IOException {
        writer.close();
        return file.complete();
    }

    @Override
    public List<PayloadCommit.Value> values() {
        return List.of();
    }

    @Override
    public void discard() throws IOException {
        writer.abandon();
        file.discard();
    }
}
