package org.trialmap.task;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;

/**
 * The same inputs under names of the user's own.
 *
 * @hidden
 */
public record NamedInputs<T>(Inputs<T> inputs, List<String> names) implements Inputs<T> {
    /** @throws IllegalArgumentException if there are not as many names as columns, or they are not fit to be names */
    public NamedInputs {
        names = List.copyOf(names);
        List<String> known = inputs.named().columns().stream().map(InputColumns.Column::name).toList();
        if (known.size() != names.size()) {
            throw new IllegalArgumentException(names.size() + (names.size() == 1 ? " name is" : " names are") + " given for the inputs (" + String.join(", ", names) + "), which have "
                    + (known.isEmpty() ? "no columns" : known.size() + ": " + String.join(", ", known)) + ". Give each of them a name with inputNames(...), or none.");
        }
        for (String name : names) {
            if (!ColumnValues.isName(name)) {
                throw new IllegalArgumentException("An input cannot be named " + Inputs.labelOf(name) + ": names have 1 to 200 characters, no '/' and no NUL, and are not '.'. Choose another with"
                        + " inputNames(...).");
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("The names of the inputs (" + String.join(", ", names) + ") must differ. Correct inputNames(...).");
        }
    }

    @Override
    public int size() {
        return inputs.size();
    }

    @Override
    public T get(int index) {
        return inputs.get(index);
    }

    @Override
    public String label(int index) {
        return inputs.label(index);
    }

    @Override
    public long bytesRead(int index) {
        return inputs.bytesRead(index);
    }

    @Override
    public Map<String, String> planWords() {
        return inputs.planWords();
    }

    @Override
    public Stacking stacking() {
        return inputs.stacking();
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        inputs.fingerprint(fingerprint);
    }

    @Override
    public Map<String, NdArray> attributes() {
        return inputs.attributes();
    }

    @Override
    public InputColumns named() {
        return inputs.named().renamed(names);
    }
}
