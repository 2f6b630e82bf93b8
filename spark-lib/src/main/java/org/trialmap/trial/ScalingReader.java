package org.trialmap.trial;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;

/**
 * Finds how the numbers of a dataset are scaled: in its attributes {@code scale_factor} and {@code add_offset}, as netCDF's users write them, or
 * {@code conversion} and {@code offset}, as NWB has them, with the dataset {@code channel_conversion} beside it; and the unit, in {@code unit} or
 * {@code units}.
 */
record ScalingReader(Hdf5File file, String name, String dataset, int channels) {
    /** @param options {@code raw}: nothing of it is wanted */
    Scaling read(RecordingOptions options, DType stored) throws IOException {
        if (options.raw()) {
            return Scaling.NONE;
        }
        Optional<double[]> cf = numbers("scale_factor");
        Optional<double[]> nwb = numbers("conversion");
        Optional<double[]> added = numbers("add_offset");
        if (nwb.isPresent() && (cf.isPresent() || added.isPresent())) {
            throw new IllegalArgumentException(where() + " has both the attribute 'conversion' and '" + (cf.isPresent() ? "scale_factor" : "add_offset")
                    + "'. Each says how its numbers become values, and one of them must be wrong." + correct());
        }
        String unit = unit();
        double[] factor = nwb.orElse(cf.orElse(new double[] {1}));
        double[] add = nwb.isPresent() ? numbers("offset").orElse(new double[1]) : added.orElse(new double[1]);
        factor = product(factor, perChannel());
        if (Arrays.stream(factor).allMatch(f -> f == 1) && Arrays.stream(add).allMatch(a -> a == 0)) {
            return Scaling.unscaled(unit);
        }
        if (stored.isComplex()) {
            throw new IllegalArgumentException(where() + " holds " + stored + " values that have a scale. Complex numbers are read as they are." + correct());
        }
        return new Scaling(factor, add, unit);
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[Math.max(a.length, b.length)];
        Arrays.setAll(product, i -> a[a.length == 1 ? 0 : i] * b[b.length == 1 ? 0 : i]);
        return product;
    }

    /** One number, or one for each channel. */
    private Optional<double[]> numbers(String attribute) throws IOException {
        Optional<NdArray> found = file.attribute(dataset, attribute);
        return found.isEmpty() ? Optional.empty() : Optional.of(checked("The attribute '" + attribute + "' of " + where(), found.get(),
                !attribute.contains("offset")));
    }

    private double[] perChannel() throws IOException {
        String path = dataset.substring(0, dataset.lastIndexOf('/') + 1) + "channel_conversion";
        if (path.equals(dataset) || !file.isDataset(path)) {
            return new double[] {1};
        }
        NdArray values = file.dataset(path).read();
        return checked(path + " of " + name, values, true);
    }

    private double[] checked(String what, NdArray found, boolean factor) {
        boolean countable = ExactNumbers.isNumeric(found.dtype()) && (found.size() == 1 || found.size() == channels);
        if (!countable) {
            throw new IllegalArgumentException(what + " is " + found.dtype() + " " + Shape.format(Shape.toLong(found.shape())) + ". The numbers of " + dataset
                    + " are scaled by one number, or by one for each of its " + channels + " channels." + correct());
        }
        double[] numbers = found.toDoubles().clone();
        for (double number : numbers) {
            if (!Double.isFinite(number) || factor && number == 0) {
                throw new IllegalArgumentException(what + " has " + number + ". The numbers of " + dataset + " are scaled by finite numbers"
                        + (factor ? " other than 0." : ".") + correct());
            }
        }
        return numbers;
    }

    /** Of the dataset; text that cannot be read as one word is ignored. */
    private String unit() throws IOException {
        for (String attribute : new String[] {"unit", "units"}) {
            Optional<String> text = file.attributes(dataset).entrySet().stream().filter(entry -> entry.getKey().equals(attribute))
                    .map(entry -> entry.getValue()).filter(value -> value.dtype() == DType.STRING && value.size() == 1)
                    .map(value -> ((String[]) value.data())[0].strip()).findFirst();
            if (text.filter(word -> !word.isEmpty()).isPresent()) {
                return text.get();
            }
        }
        return "";
    }

    private String where() {
        return dataset + " of " + name;
    }

    private static String correct() {
        return " Correct the file, or read the numbers as they are stored with " + Setting.RAW + ".";
    }
}
