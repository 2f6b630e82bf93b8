package org.trialmap.app.exec;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The programs of this process that wait for their next task. As many run as tasks at the same time; one that has had nothing to do for a while ends. */
final class KeptPrograms {
    private static final long IDLE_SECONDS = 10;
    private static final Map<Kind, Deque<Waiting>> WAITING = new HashMap<>();
    private static ScheduledExecutorService cleaning;

    private KeptPrograms() {}

    /** Programs that are started alike: words, folder, variables of their own. */
    record Kind(List<String> words, String folder, Map<String, String> variables) {}

    private record Waiting(KeptProgram program, long since) {}

    /** Starts one. */
    interface Start {
        KeptProgram now() throws IOException, ProgramFailedException;
    }

    /** The answer of a program of that kind. One that fails is not asked again. */
    static String answer(Kind kind, Start start, String line) throws IOException, InterruptedException, ProgramFailedException {
        KeptProgram program = waiting(kind);
        if (program == null) {
            program = start.now();
        }
        boolean answered = false;
        try {
            String answer = program.answer(line);
            answered = true;
            return answer;
        } finally {
            if (answered && program.isAlive()) {
                keep(kind, program);
            } else {
                program.close();
            }
        }
    }

    private static KeptProgram waiting(Kind kind) {
        synchronized (WAITING) {
            Deque<Waiting> all = WAITING.get(kind);
            while (all != null && !all.isEmpty()) {
                KeptProgram program = all.pop().program;
                if (program.isAlive()) {
                    return program;
                }
                program.close();
            }
            return null;
        }
    }

    private static void keep(Kind kind, KeptProgram program) {
        synchronized (WAITING) {
            WAITING.computeIfAbsent(kind, each -> new ArrayDeque<>()).push(new Waiting(program, System.nanoTime()));
            if (cleaning == null) {
                cleaning = Executors.newSingleThreadScheduledExecutor(work -> {
                    Thread thread = new Thread(work, "ends programs that wait");
                    thread.setDaemon(true);
                    return thread;
                });
                cleaning.scheduleWithFixedDelay(KeptPrograms::clean, IDLE_SECONDS, 1, TimeUnit.SECONDS);
            }
        }
    }

    private static void clean() {
        Deque<KeptProgram> idle = new ArrayDeque<>();
        synchronized (WAITING) {
            for (Deque<Waiting> all : WAITING.values()) {
                while (!all.isEmpty() && System.nanoTime() - all.peekLast().since > TimeUnit.SECONDS.toNanos(IDLE_SECONDS)) {
                    idle.push(all.removeLast().program);
                }
            }
            WAITING.values().removeIf(Deque::isEmpty);
            if (WAITING.isEmpty()) {
                cleaning.shutdown();
                cleaning = null;
            }
        }
        idle.forEach(KeptProgram::end);
    }
}
