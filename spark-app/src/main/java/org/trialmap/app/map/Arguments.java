package org.trialmap.app.map;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;

/** The input of one task: names and values, in the order in which the names were given. */
public record Arguments(List<String> names, List<Object> values) implements Serializable, Identifiable {
    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(names).add(values);
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), values.get(i));
        }
        return map;
    }

    /** For example {@code x=2, subject=a b}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append('=').append(values.get(i));
        }
        return text.toString();
    }
}
