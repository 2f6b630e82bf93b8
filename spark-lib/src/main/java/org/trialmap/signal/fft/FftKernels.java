package org.trialmap.signal.fft;

/** The kernels of this process: vector code if the module {@code jdk.incubator.vector} is there, else its scalar twin. */
public final class FftKernels {
    private static final String MODULE = "jdk.incubator.vector";
    static final FftFloatKernel FLOAT;
    static final FftDoubleKernel DOUBLE;

    static {
        boolean vectors = vectorsAreHere();
        FLOAT = vectors ? new FftFloatVector() : new FftFloatScalar();
        DOUBLE = vectors ? new FftDoubleVector() : new FftDoubleScalar();
    }

    private FftKernels() {}

    public static boolean vectorsAreHere() {
        return ModuleLayer.boot().findModule(MODULE).isPresent() || load();
    }

    /**
     * Java prints a warning at every start that names an incubator module on its command line, but none when the module is loaded later; the
     * method for it is the JDK's own, and accessible only where
     * {@code --add-exports=java.base/jdk.internal.module=ALL-UNNAMED} was given.
     */
    private static boolean load() {
        try {
            return Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, MODULE) != null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false; // the scalar code gives the same results
        }
    }
}
