package org.trialmap.notebook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.ProgressDisplay;
import scala.jdk.javaapi.OptionConverters;

/**
 * What Jupyter asks for, answered by the cells of one language. They run in a thread of their own, so that an interrupt cannot end the thread that listens to Jupyter.
 */
final class TrialmapKernel extends BaseKernel {
    private static final long SHUTDOWN_MILLIS = 300;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "cells");
        made.setDaemon(true);
        return made;
    });
    private final Future<Cells> cells;
    /** Of the kernel itself, the thread that executes a cell has the lock all the time. */
    private final Object busyLock = new Object();
    private Thread busy;

    /** @param start starts the compiler, which takes seconds: meanwhile the kernel answers already */
    TrialmapKernel(LanguageInfo language, String version, Supplier<Cells> start) {
        super("trialmap", version, language, List.of(), null, new JupyterIO(StandardCharsets.UTF_8), new CommManager(), new Renderer(), null, null, false,
                new StringStyler.Builder().build());
        cells = thread.submit(start::get);
        ProgressDisplay.install(new ProgressBars(io.display));
    }

    @Override
    public Object evalRaw(String source) {
        try {
            return thread.submit(() -> run(source)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw CellErrors.unchecked(e.getCause() == null ? e : e.getCause());
        } finally {
            System.out.flush();
            System.err.flush();
        }
    }

    private Object run(String source) throws Exception {
        Cells ready = cells.get();
        busy(Thread.currentThread());
        try {
            return Displays.of(ready.run(source));
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) { // Jupyter's thread would end with it
            throw new CellFailedException(CellErrors.text(e), e);
        } finally {
            busy(null);
        }
    }

    /** An interrupt that comes too late for its cell is none. */
    private void busy(Thread now) {
        synchronized (busyLock) {
            busy = now;
            Thread.interrupted();
        }
    }

    /** Cancels the maps of the cell, which keep what is finished; a cell without one is interrupted where it waits, with the jobs of Spark that it has started itself. */
    @Override
    public void interrupt() {
        synchronized (busyLock) {
            if (busy != null && ParallelMap.cancelAll() == 0) {
                spark().ifPresent(SparkContext::cancelAllJobs);
                busy.interrupt();
            }
        }
    }

    private static Optional<SparkContext> spark() {
        return OptionConverters.toJava(SparkContext$.MODULE$.getActive());
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        String signatures = cells().signatures(code, at);
        return signatures.isEmpty() ? null : new DisplayData(signatures);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return cells().complete(code, at);
    }

    @Override
    public String isComplete(String code) {
        return cells().completeness(code);
    }

    private Cells cells() {
        try {
            return cells.get();
        } catch (ExecutionException | InterruptedException e) {
            throw CellErrors.unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public List<String> formatError(Throwable e) {
        return CellErrors.text(e).lines().toList();
    }

    /** The reply is sent first; then Spark is stopped and the process ends. */
    @Override
    public void onShutdown(boolean isRestarting) {
        super.onShutdown(isRestarting);
        Executors.newSingleThreadScheduledExecutor().schedule(() -> {
            spark().ifPresent(SparkContext::stop);
            System.exit(0);
        }, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
    }
}
