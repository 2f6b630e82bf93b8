package org.trialmap;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One Python for all scripts of this JVM: it imports numpy, h5py and scipy once. Each script runs in a fork of it, so it finds a fresh interpreter and its
 * end closes what it opened. Starting Python for each script would take half a second to two each.
 */
final class PythonServer {
    static final String PYTHON = "/usr/bin/python3";

    private static final String LOOP = """
            import importlib, os, struct, sys, tempfile
            requests, replies = os.fdopen(os.dup(0), 'rb'), os.fdopen(os.dup(1), 'wb')
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            def text():
                length = requests.read(4)
                if len(length) < 4: sys.exit()
                return requests.read(struct.unpack('>i', length)[0]).decode()
            def reply(file):
                file.seek(0)
                data = file.read()
                replies.write(struct.pack('>i', len(data)) + data)
            while True:
                modules, script, *args = [text() for _ in range(int(text()))]
                with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
                    try:
                        for module in modules.split(): importlib.import_module(module)
                    except ImportError:
                        pass # the script will say so
                    child = os.fork()
                    if child == 0:
                        os.dup2(out.fileno(), 1)
                        os.dup2(err.fileno(), 2)
                        break
                    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                    replies.write(struct.pack('>i', code))
                    reply(out)
                    reply(err)
                    replies.flush()
            sys.argv = ['-c', *args]
            exec(compile(script, '<string>', 'exec'), {'__name__': '__main__'})
            """;

    private static PythonServer current;

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream replies;

    private PythonServer() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(PYTHON, "-c", LOOP).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1"); // a process that forks has no threads
        process = builder.start();
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        replies = new DataInputStream(process.getInputStream());
    }

    /** How a script ended and what it printed. */
    record Ended(int code, String out, String err) {}

    /** Runs a script whose {@code sys.argv[1:]} are {@code args}. The modules (separated by blanks) are imported once for all scripts. */
    static synchronized Ended run(String modules, String script, String... args) throws IOException {
        if (current == null || !current.process.isAlive()) {
            current = new PythonServer();
        }
        try {
            return current.ask(modules, script, args);
        } catch (IOException e) {
            current.process.destroyForcibly();
            throw e;
        }
    }

    private Ended ask(String modules, String script, String... args) throws IOException {
        List<String> request = new ArrayList<>(List.of(modules, script));
        request.addAll(List.of(args));
        write(Integer.toString(request.size()));
        for (String text : request) {
            write(text);
        }
        requests.flush();
        return new Ended(replies.readInt(), read(), read());
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        requests.writeInt(bytes.length);
        requests.write(bytes);
    }

    private String read() throws IOException {
        return new String(replies.readNBytes(replies.readInt()), StandardCharsets.UTF_8);
    }
}
