package org.trialmap.app.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.trialmap.app.cli.QuotedText;

/** A program that stays for many tasks: it reads a line for each, and answers with one. Used by one task at a time. */
final class KeptProgram implements AutoCloseable {
    private static final long END_MILLIS = 2000;
    private static final long LOOK_MILLIS = 100;
    private static final String RULE = " With --persistent a program prints one line of JSON for each line that it reads, and nothing else; what else it has to say goes to its stderr.";
    /** In place of a line: there are no more. */
    private static final String END = new String("end");

    private final String name;
    private final ChildProcess child;
    private final BlockingQueue<String> asked = new SynchronousQueue<>();
    private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();
    private final Thread asking;
    private volatile Throwable unheard;

    KeptProgram(ProcessBuilder builder, String mark) throws IOException {
        name = builder.command().get(0);
        child = ChildProcess.talking(builder, mark);
        asking = start("asks " + name, this::ask); // in a thread of its own, since the program may not read while it writes
        start("hears " + name, this::hear);
    }

    private static Thread start(String what, Runnable work) {
        Thread thread = new Thread(work, what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Until it is interrupted; then the program finds the end of its input. */
    private void ask() {
        try (Writer in = child.input()) {
            while (true) {
                in.write(asked.take() + "\n");
                in.flush();
            }
        } catch (IOException | InterruptedException e) {
            return; // a program that has ended is noticed where it is heard
        }
    }

    private void hear() {
        try (BufferedReader out = child.outputLines()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                answered.add(line);
            }
        } catch (IOException | RuntimeException | Error e) {
            unheard = e;
        }
        answered.add(END);
    }

    /** Its answer to one line. */
    String answer(String line) throws InterruptedException, ProgramFailedException {
        do {
            if (!answered.isEmpty()) {
                throw early(answered.take());
            }
        } while (!asked.offer(line, LOOK_MILLIS, TimeUnit.MILLISECONDS));
        String answer = answered.take();
        if (answer == END) {
            throw ended();
        }
        return answer;
    }

    private ProgramFailedException early(String line) throws InterruptedException {
        return line == END ? ended() : broken(" has printed " + QuotedText.of(line) + " without being asked.");
    }

    /** It cannot be asked any more, so it is ended: then all that it had to say has come. */
    private ProgramFailedException broken(String what) throws InterruptedException {
        child.close();
        child.awaitEnd(END_MILLIS);
        return new ProgramFailedException(name + what + RULE + child.said());
    }

    private ProgramFailedException ended() throws InterruptedException {
        if (unheard != null) {
            return new ProgramFailedException("The stdout of " + name + " could not be read any more: " + unheard + ". Run it again.");
        }
        Integer code = child.awaitEnd(END_MILLIS);
        return broken((code == null ? " has closed its stdout" : " ended with exit code " + code + ExecFunction.meaning(code)) + " before it had answered.");
    }

    /** Whether it can be asked once more. */
    boolean isAlive() {
        return child.isAlive() && answered.isEmpty();
    }

    /** Lets it come to its end, since there is nothing more to ask. */
    void end() {
        asking.interrupt();
        try {
            child.awaitEnd(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        child.close();
        asking.interrupt();
    }
}
