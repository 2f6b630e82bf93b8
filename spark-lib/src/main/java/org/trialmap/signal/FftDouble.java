package org.trialmap.signal;

import java.util.Arrays;

/** Complex transforms of lanes by a plan and a kernel; no state, may be shared. */
final class FftDouble {
    final FftPlan plan;
    final FftDoubleKernel kernel;

    FftDouble(FftPlan plan, FftDoubleKernel kernel) {
        this.plan = plan;
        this.kernel = kernel;
    }

    /** The transform of the lanes' first {@code plan.length} rows, in place; there must be {@code plan.rows()}. Not scaled. */
    void forward(FftDoubleLanes lanes) {
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
    private void chirped(FftDoubleLanes lanes) {
        FftDouble inner = new FftDouble(plan.inner, kernel);
        kernel.multiply(lanes, plan.chirp.doubles(), plan.length);
        Arrays.fill(lanes.re, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        Arrays.fill(lanes.im, plan.length * lanes.width, plan.rows() * lanes.width, 0);
        inner.forward(lanes);
        kernel.multiply(lanes, plan.response.doubles(), plan.rows());
        inner.inverse(lanes);
        kernel.multiply(lanes, plan.chirp.doubles(), plan.length);
    }

    /** The inverse transform, not divided by the length. */
    void inverse(FftDoubleLanes lanes) {
        lanes.exchange();
        forward(lanes);
        lanes.exchange();
    }
}
