package org.trialmap.store.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Accepted commits, and for each task the commit that holds its result. The first commit of a task is kept, later attempts are ignored: results do not depend on the attempt. */
final class Commits {
    private final List<PayloadCommit> all = new ArrayList<>();
    private final int[] owner;
    private final BitSet finished = new BitSet();

    Commits(int tasks) {
        owner = new int[tasks];
        Arrays.fill(owner, -1);
    }

    /** Takes in a commit; false if it brings nothing new. */
    boolean add(PayloadCommit commit) {
        boolean fresh = false;
        for (int task : commit.tasks()) {
            if (owner[task] < 0) {
                owner[task] = all.size();
                finished.set(task);
                fresh = true;
            }
        }
        if (fresh) {
            all.add(commit);
        }
        return fresh;
    }

    List<PayloadCommit> all() {
        return all;
    }

    int tasks() {
        return owner.length;
    }

    BitSet finished() {
        return (BitSet) finished.clone();
    }

    BitSet missing() {
        BitSet missing = finished();
        missing.flip(0, owner.length);
        return missing;
    }

    PayloadCommit of(int task) {
        return all.get(owner[task]);
    }

    /** What the tasks noted about their results. */
    Notes notes() {
        Notes notes = new Notes();
        all.forEach(commit -> notes.add(commit.notes()));
        return notes;
    }

    boolean owns(int commit, int task) {
        return owner[task] == commit;
    }
}
