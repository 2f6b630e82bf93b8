package org.trialmap.app.plot;

import org.trialmap.app.cli.Converters;
import picocli.CommandLine.ITypeConverter;

/** What is drawn about an average, of the variance over trials. */
enum Spread {
    /** Standard error: sqrt(var / (n - 1)), var being divided by n. */
    SE("mean ± standard error"),
    /** Standard deviation: sqrt(var). */
    SD("mean ± standard deviation"),
    NONE("mean");

    private final String label;

    Spread(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** NaN if there are too few trials. */
    double of(double variance, int trials) {
        return switch (this) {
            case SE -> trials < 2 ? Double.NaN : Math.sqrt(variance / (trials - 1));
            case SD -> Math.sqrt(variance);
            case NONE -> Double.NaN;
        };
    }

    static final class Words implements ITypeConverter<Spread> {
        @Override
        public Spread convert(String text) {
            return Converters.of(Spread.class, text);
        }
    }
}
