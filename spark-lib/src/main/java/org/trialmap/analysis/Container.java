package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.store.Durability;
import org.trialmap.store.Existing;
import org.trialmap.store.Frame;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.run.ResultRun;
import org.trialmap.task.TaskPlan;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;

/**
 * The file that a result of a known form becomes.
 *
 * @param core what the pieces that it is written in have in common
 * @param trialTexts datasets that name the free columns of trials
 */
record Container(ResultForm form, ResultFile file, long[] core, Map<String, NdArray> trialTexts) {
    /** @throws IllegalArgumentException if there is a result of another class in the folder: readers would find two */
    Container {
        SyncopyClass own = form.header().dataclass();
        for (SyncopyClass other : SyncopyClass.values()) {
            if (file.isFolder() && other != own && Files.exists(file.hdf5(other.extension()))) {
                throw new IllegalArgumentException(file.path() + " holds " + file.hdf5(other.extension()).getFileName() + ", " + other.label() + ", and this result is "
                        + own.label() + ". A container has one result, or readers would not know which one is meant. Choose another file with " + Setting.OUT_FILE + ", or"
                        + " remove the folder.");
            }
        }
    }

    Container(ResultForm form, ResultFile file) {
        this(form, file, form.core(), Map.of());
    }

    SaveOptions saving(ParallelMap pmap) {
        return SaveOptions.DEFAULTS.withFrame(frame()).withExisting(file.existing()).withTransport(file.transport())
                .withDurability(pmap.isInProcess() ? Durability.SYSTEM : Durability.DISK);
    }

    /** Number of tasks of the run that is to go on; -1 if none is. */
    int earlierTasks() throws IOException {
        boolean resumed = file.existing() == Existing.RESUME;
        return resumed ? ResultRun.earlierPlan(file.folder(), file.name(), frame()).map(TaskPlan::tasks).orElse(-1) : -1;
    }

    /** All that a header says is in the file too, so that {@code gather} can make the header when nobody knows the method any more. */
    private Frame frame() {
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put("trialdefinition", form.trialdefinition());
        form.header().names().forEach((axis, names) -> datasets.put(axis, NdArray.of(names.toArray(String[]::new), names.size())));
        List<Double> freq = form.header().freq();
        if (!freq.isEmpty()) {
            datasets.put("freq", NdArray.of(freq.stream().mapToDouble(Double::doubleValue).toArray(), freq.size()));
        }
        if (form.toi().length > 0) {
            datasets.put("toi", NdArray.of(form.toi(), form.toi().length));
        }
        datasets.putAll(trialTexts);
        Map<String, NdArray> attributes = new LinkedHashMap<>(SyncopyContainer.attributes(form.header()));
        attributes.put("cfg", NdArray.from(form.history().json()));
        Path data = file.hdf5(form.header().dataclass().extension());
        return new Frame(data.getFileName().toString(), "data", form.dtype(), core, datasets, attributes);
    }

    /** Adds the header that makes the file a Syncopy container. */
    void seal() throws IOException {
        if (file.isFolder()) {
            SyncopyContainer.seal(file.hdf5(form.header().dataclass().extension()));
        }
    }
}
