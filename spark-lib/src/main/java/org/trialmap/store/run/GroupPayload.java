package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.Durability;

/** A payload file with a group {@code /comp_<i>} per task, for the linked and the single layout. */
final class GroupPayload implements PayloadWriter {
    private final PayloadFile file;
    private final Durability durability;
    private final Hdf5Writer writer;

    GroupPayload(PayloadFile file, Durability durability) throws IOException {
        this.file = file;
        this.durability = durability;
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
        if (durability == Durability.DISK) {
            writer.close();
        } else {
            writer.closeUnforced();
        }
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
