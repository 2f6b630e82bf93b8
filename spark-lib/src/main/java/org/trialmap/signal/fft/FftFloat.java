package org.trialmap.signal.fft;

import java.util.Arrays;

/** Complex transforms of lanes by a plan and a kernel; no state, may be shared. */
final class FftFloat {
    final FftPlan plan;
    final FftFloatKernel kernel;
    private final FftFloat inner;

    FftFloat(FftPlan plan, FftFloatKernel kernel) {
        this.plan = plan;
        this.kernel = kernel;
        this.inner = plan.inner == null ? null : new FftFloat(plan.inner, kernel);
    }

    /** The transform of the lanes' first {@code plan.length} rows, in place; there must be {@code plan.rows()}. Not scaled. */
    void forward(FftFloatLanes lanes) {
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
    private void chirped(FftFloatLanes lanes) {
        multiply(lanes, plan.chirp, plan.length);
        Arrays.fill(lanes.re, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        Arrays.fill(lanes.im, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        inner.forward(lanes);
        multiply(lanes, plan.response, plan.rows());
        inner.inverse(lanes);
        multiply(lanes, plan.chirp, plan.length);
    }

    private void multiply(FftFloatLanes lanes, FftValues factors, int rows) {
        kernel.multiply(lanes, factors.floats(), rows);
        lanes.advance();
    }

    /** The inverse transform, not divided by the length. */
    void inverse(FftFloatLanes lanes) {
        lanes.exchange();
        forward(lanes);
        lanes.exchange();
    }
}
