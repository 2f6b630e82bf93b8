package org.trialmap.signal;

import java.util.Arrays;

/** Complex transforms of lanes by a plan and a kernel; no state, may be shared. */
final class FftFloat {
    final FftPlan plan;
    final FftFloatKernel kernel;

    FftFloat(FftPlan plan, FftFloatKernel kernel) {
        this.plan = plan;
        this.kernel = kernel;
    }

    /** The transform of the lanes' first {@code plan.length} rows, in place; there must be {@code plan.rows()}. Not scaled. */
    void forward(FftFloatLanes lanes) {
        if (plan.inner == null) {
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
        FftFloat inner = new FftFloat(plan.inner, kernel);
        kernel.multiply(lanes, plan.chirp.floats(), plan.length);
        Arrays.fill(lanes.re, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        Arrays.fill(lanes.im, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        inner.forward(lanes);
        kernel.multiply(lanes, plan.response.floats(), plan.rows());
        inner.inverse(lanes);
        kernel.multiply(lanes, plan.chirp.floats(), plan.length);
    }

    /** The inverse transform, not divided by the length. */
    void inverse(FftFloatLanes lanes) {
        lanes.exchange();
        forward(lanes);
        lanes.exchange();
    }
}
