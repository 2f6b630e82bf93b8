package org.trialmap.identity;

import java.nio.file.Path;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.task.Inputs;
import org.trialmap.task.TaskFunction;

/** A user's function. Runs of it are stored among the test's resources, so neither its name nor its fields may change. */
public record Scaled(double factor, NdArray offsets, List<String> labels) implements TaskFunction<Double, double[]> {
    static final Scaled STORED = new Scaled(2.5, NdArray.of(new float[] {1, -2}, 2), List.of("one", "two"));

    static Inputs<Double> inputs() {
        return Inputs.of(List.of(0.5, 1.5, 2.5, 3.5, 4.5, 5.5));
    }

    @Override
    public double[] apply(Double x) {
        if (x == 3.5 && Boolean.getBoolean("trialmap.dies")) {
            Runtime.getRuntime().halt(9);
        }
        float[] add = (float[]) offsets.data();
        return new double[] {factor * x + add[0], factor * x + add[1]};
    }

    /** Begins the run that is stored, in a folder, and dies in the fourth of six tasks. */
    public static void main(String[] folder) throws Exception {
        System.setProperty("trialmap.dies", "true");
        ParallelMap.serial().batch(1).over(inputs()).layout(Layout.STACKED).save(Path.of(folder[0]), STORED).close();
    }
}
