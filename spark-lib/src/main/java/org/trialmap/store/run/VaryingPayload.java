package org.trialmap.store.run;

import java.io.IOException;
import java.util.List;

/** A payload file of stacked results whose length along one axis differs: a group for each task, as it is not known yet where each result goes. */
final class VaryingPayload implements PayloadWriter {
    private final GroupPayload groups;
    private final StackedFit fit;

    VaryingPayload(GroupPayload groups, StackedFit fit) {
        this.groups = groups;
        this.fit = fit;
    }

    @Override
    public void add(int task, ResultValues values) throws IOException {
        fit.check(task, values);
        groups.add(task, values);
    }

    @Override
    public Written finish() throws IOException {
        return groups.finish();
    }

    /** All have the declared form. */
    @Override
    public List<PayloadCommit.Value> values() {
        return List.of();
    }

    @Override
    public void discard() throws IOException {
        groups.discard();
    }
}
