package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Durability;
import org.trialmap.store.Frame;
import org.trialmap.store.SaveOptions;
import org.trialmap.trial.SyncopyContainer;

/** The file that a result of a known form becomes. */
record Container(ResultForm form, ResultFile file) {
    SaveOptions saving(ParallelMap pmap) {
        return SaveOptions.DEFAULTS.withFrame(frame()).withExisting(file.existing()).withTransport(file.transport())
                .withDurability(pmap.isInProcess() ? Durability.SYSTEM : Durability.DISK);
    }

    private Frame frame() {
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put("trialdefinition", form.trialdefinition());
        if (!file.isFolder()) { // a Syncopy container has these in its header
            form.header().names().forEach((axis, names) -> datasets.put(axis, NdArray.of(names.toArray(String[]::new), names.size())));
            List<Double> freq = form.header().freq();
            if (!freq.isEmpty()) {
                datasets.put("freq", NdArray.of(freq.stream().mapToDouble(Double::doubleValue).toArray(), freq.size()));
            }
        }
        Map<String, NdArray> attributes = new LinkedHashMap<>(SyncopyContainer.attributes(form.header()));
        if (!file.isFolder()) {
            attributes.put("cfg", NdArray.from(form.history().json()));
        }
        Path data = file.hdf5(form.header().dataclass().extension());
        return new Frame(data.getFileName().toString(), "data", form.dtype(), form.core(), datasets, attributes);
    }

    /** Adds the header that makes the file a Syncopy container. */
    void seal() throws IOException {
        if (file.isFolder()) {
            Path data = file.hdf5(form.header().dataclass().extension());
            Files.deleteIfExists(data.resolveSibling(data.getFileName() + ".info")); // of an earlier container of this name
            SyncopyContainer.seal(data, form.header());
        }
    }
}
