package org.trialmap.signal.fft;

import java.util.Arrays;

/** Complex transforms of lanes by a plan and a kernel; no state, may be shared. */
final class FftDouble {
    final FftPlan plan;
    final FftDoubleKernel kernel;
    private final FftDouble inner;

    FftDouble(FftPlan plan, FftDoubleKernel kernel) {
        this.plan = plan;
        this.kernel = kernel;
        this.inner = plan.inner == null ? null : new FftDouble(plan.inner, kernel);
    }

    /** The transform of the lanes' first {@code plan.length} rows, in place; there must be {@code plan.rows()}. Not scaled. */
    void forward(FftDoubleLanes lanes) {
        if (inner == null) {
            for (FftStage stage : plan.stages) {
                kernel.pass(stage, lanes);
                lanes.advance();
            }
        } else {
            chirped(lanes);
        }
    }

    /** As a convolution: {@code kn = (k^2 + n^2 - (k - n)^2) / 2}. */
    private void chirped(FftDoubleLanes lanes) {
        multiply(lanes, plan.chirp, plan.length);
        Arrays.fill(lanes.re, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        Arrays.fill(lanes.im, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        inner.forward(lanes);
        multiply(lanes, plan.response, plan.rows());
        inner.inverse(lanes);
        multiply(lanes, plan.chirp, plan.length);
    }

    private void multiply(FftDoubleLanes lanes, FftValues factors, int rows) {
        kernel.multiply(lanes, factors.doubles(), rows);
        lanes.advance();
    }

    /** The inverse transform, not divided by the length. */
    void inverse(FftDoubleLanes lanes) {
        lanes.exchange();
        forward(lanes);
        lanes.exchange();
    }
}
