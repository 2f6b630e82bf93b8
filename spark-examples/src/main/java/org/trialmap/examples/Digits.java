package org.trialmap.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Images of handwritten digits, 8 x 8 pixels of 0 to 16: the 1797 that scikit-learn has (E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0).
 *
 * @param labels 0 to 9
 * @param images image x pixel
 */
record Digits(int[] labels, double[][] images) implements Serializable {
    /** As the lesson splits them, train_test_split(test_size=0.5, random_state=0): the file has them in that order. */
    static final int TRAINING = 898;

    static Digits read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Digits.class.getResourceAsStream("digits.txt.gz")), StandardCharsets.UTF_8))) {
            List<double[]> rows = lines.lines().map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList();
            return new Digits(rows.stream().mapToInt(row -> (int) row[0]).toArray(), rows.stream().map(row -> Arrays.copyOfRange(row, 1, row.length)).toArray(double[][]::new));
        }
    }

    Digits part(int from, int to) {
        return new Digits(Arrays.copyOfRange(labels, from, to), Arrays.copyOfRange(images, from, to));
    }
}
