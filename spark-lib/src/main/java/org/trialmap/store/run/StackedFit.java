package org.trialmap.store.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.setting.Setting;
import org.trialmap.store.UnfitResultException;
import org.trialmap.task.Stacking;

/** Holds results that are to be stacked against the declared shape, or against the first of them. */
final class StackedFit {
    private final Stacking stacking;
    private final DeclaredShape declared;
    private int first = -1;
    private List<PayloadCommit.Value> expected;
    private List<String> arrays; // what the first task returned, in words

    /** @param declared shape; null = the first result decides */
    StackedFit(Stacking stacking, DeclaredShape declared) {
        this.stacking = stacking;
        this.declared = declared;
    }

    Stacking stacking() {
        return stacking;
    }

    DeclaredShape declared() {
        return declared;
    }

    /** Name, dtype and core of each value; null before the first result that fits. */
    List<PayloadCommit.Value> values() {
        return expected;
    }

    /** Throws {@link UnfitResultException} if the results of that task cannot be stacked with the others. */
    void check(int task, ResultValues result) {
        List<PayloadCommit.Value> values = new ArrayList<>();
        for (int k = 0; k < result.arrays().size(); k++) {
            values.add(value(task, result.names().get(k), result.arrays().get(k)));
        }
        if (declared != null) {
            checkDeclared(task, result, values);
        }
        if (expected == null) {
            first = task;
            expected = List.copyOf(values);
            arrays = result.arrays().stream().map(NdArray::toString).toList();
            return;
        }
        if (!names(expected).equals(result.names())) {
            throw new UnfitResultException(otherNames(task, result.names(), first, names(expected)));
        }
        for (int k = 0; k < values.size(); k++) {
            if (!same(values.get(k), expected.get(k)) && (declared == null || !declared.isVarying())) {
                throw new UnfitResultException(mismatch(new Returned(task, result.arrays().get(k).toString()),
                        new Returned(first, arrays.get(k)), result.names().get(k)));
            }
        }
    }

    static List<String> names(List<PayloadCommit.Value> values) {
        return values.stream().map(PayloadCommit.Value::name).toList();
    }

    private PayloadCommit.Value value(int task, String name, NdArray array) {
        if (array.dtype() == DType.STRING) {
            throw new UnfitResultException("Task " + task + " returned " + array + as(name) + ", which cannot be stacked: strings have no fixed"
                    + " size. Return numbers,"
                    + " or save with the linked layout (" + Setting.LAYOUT_LINKED + ").");
        }
        PayloadCommit.Value value;
        try {
            value = new PayloadCommit.Value(name, array.dtype(), stacking.core(task, Shape.toLong(array.shape())));
        } catch (IllegalArgumentException e) {
            throw declared != null && stacking instanceof Stacking.Along ? undeclared(task, array)
                    : new UnfitResultException("Task " + task + " returned " + array + as(name) + ", which cannot be stacked: " + e.getMessage()
                            + ". Return that shape, or save with the linked layout (" + Setting.LAYOUT_LINKED + ").");
        }
        requireAxes(task, array, value);
        return value;
    }

    private void requireAxes(int task, NdArray array, PayloadCommit.Value value) {
        try {
            Hdf5Writer.requireAxes(stacking.shape(value.core()).length, "The dataset of all results");
        } catch (IllegalArgumentException e) {
            throw new UnfitResultException("Task " + task + " returned " + array + as(value.name()) + ", which cannot be stacked. " + e.getMessage());
        }
    }

    private void checkDeclared(int task, ResultValues result, List<PayloadCommit.Value> values) {
        if (values.size() != 1) {
            throw new UnfitResultException("Task " + task + " returned " + values.size() + " values, but the declared result shape " + declared
                    + " is that of one."
                    + " Return one array, or do not declare the shape.");
        }
        if (!declared.fits(values.get(0))) {
            throw undeclared(task, result.arrays().get(0));
        }
    }

    private UnfitResultException undeclared(int task, NdArray array) {
        return new UnfitResultException("Task " + task + " returned " + array + ", the declared result shape " + declared + " asks for " + declared.expected()
                + ". Return that, or correct the declared shape.");
    }

    static boolean same(PayloadCommit.Value a, PayloadCommit.Value b) {
        return a.dtype() == b.dtype() && Arrays.equals(a.core(), b.core());
    }

    /** A task and what it returned, as {@code float64 (16,)}. */
    record Returned(int task, String array) {}

    static String mismatch(Returned odd, Returned reference, String name) {
        return "Task " + odd.task + " returned " + odd.array + as(name) + ", task " + reference.task + " " + reference.array
                + ": stacked results must have one dtype and one shape. Return equal shapes from every task, or save with the linked layout (" + Setting.LAYOUT_LINKED + ").";
    }

    static String otherNames(int odd, List<String> names, int reference, List<String> others) {
        return "Task " + odd + " returned " + words(names) + ", task " + reference + " " + words(others)
                + ": stacked results must have the same values. Return the same from every task, or save with the linked layout (" + Setting.LAYOUT_LINKED + ").";
    }

    private static String words(List<String> names) {
        return names.equals(List.of("")) ? "a single value" : "the values " + names;
    }

    private static String as(String name) {
        return name.isEmpty() ? "" : " as its value '" + name + "'";
    }
}
