"""Commands of a terminal, one after the other, as ResidentIT wants them: prints the number and the folder of a process that waits, waits for a line,
prints a JSON object.

commands.py TRIALMAP WORK: WORK/runtime is XDG_RUNTIME_DIR, WORK/here the working folder, with Code.java in it.
"""
import h5py, json, os, pty, signal, sys, time

TRIALMAP, WORK = sys.argv[1:]
RUNTIME, HERE = WORK + '/runtime', WORK + '/here'
SPARE = RUNTIME + '/trialmap/spare'
AWAY = ('SPARK_HOME', 'SPARK_CONF_DIR', 'TRIALMAP_CONF', 'CI', 'SLURM_JOB_ID')
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name not in AWAY}, 'XDG_RUNTIME_DIR': RUNTIME, 'TRIALMAP_RESIDENT': 'on'}


class Command:
    """On a terminal of its own; its standard output is a pipe."""

    def __init__(self, *words, folder=HERE, **variables):
        reading, writing = os.pipe()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.dup2(writing, 1)
            for number in signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM:
                signal.signal(number, signal.SIG_DFL)
            os.execve(TRIALMAP, [TRIALMAP, *words], {**ENVIRONMENT, **variables})
        os.close(writing)
        self.out = reading

    def end(self):
        shown = b''
        while True:
            try:
                shown += (part := os.read(self.terminal, 65536))
            except OSError:
                break
            if not part:
                break
        out = b''
        while part := os.read(self.out, 65536):
            out += part
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.terminal)
        os.close(self.out)
        return {'code': code, 'out': out.decode(), 'err': shown.decode().replace('\r\n', '\n')}


def await_(what):
    for _ in range(1200):
        if what():
            return
        time.sleep(0.05)
    raise TimeoutError(what.__name__)


def spare():
    """The number of the script whose process waits and has begun to listen."""
    await_(lambda: os.path.exists(SPARE + '/about'))
    return int(os.readlink(SPARE))


def java(script):
    """The process that a script has started."""
    with open(f'/proc/{script}/task/{script}/children') as children:
        return int(children.read().split()[0])


def alive(pid):
    return os.path.exists(f'/proc/{pid}')


def over(pid):
    await_(lambda: not alive(pid))
    return True


def held(name, **others):
    """A command in whose function we are, and its process's number."""
    begun = HERE + '/begun-' + name
    command = Command('map', '--function', 'Code.java::hold', '--over', 'file=' + begun, '--out', name, **others)
    await_(lambda: os.path.exists(begun))
    with open(begun) as file:
        return command, int(file.read())


def numbers(file):
    found = {}
    with h5py.File(HERE + '/' + file) as opened:
        opened.visititems(lambda name, item: found.update({name: item[()].tobytes()}) if isinstance(item, h5py.Dataset) and item.dtype.kind in 'fiu' else None)
    return found


SPECTRA = 'freqanalysis', 'noise.h5', '--foilim', '1', '20', '--out'
EXIT = 'map', '--function', 'Code.java::exit', '--over', 'x=1', '--out'
INFO = 'info', HERE + '/noise.h5'
seen = {}
seen['cold'] = Command('synthdata', 'white_noise', '--trials', '3', '--samples', '200', '--channels', '2', '--samplerate', '100', '--seed', '1', '--out', 'noise.h5',
                       TRIALMAP_RESIDENT='off').end()
seen['left'] = os.path.exists(RUNTIME + '/trialmap')
seen['cold spectra'] = Command(*SPECTRA, 'cold.h5').end()

first = java(spare())
modes = [os.stat(path).st_mode for path in (RUNTIME + '/trialmap', SPARE + '/', SPARE + '/ask', SPARE + '/answer')]
seen['modes'] = [oct(mode & 0o7777) for mode in modes]
seen['status'] = Command('resident', 'status').end()['out'].replace(str(first), 'NUMBER')
print(first, os.path.realpath(SPARE), flush=True)
sys.stdin.readline()   # another account has tried
seen['spectra'] = Command(*SPECTRA, 'warm.h5').end()
seen['same numbers'] = numbers('cold.h5') == numbers('warm.h5') and len(numbers('warm.h5'))
over(first)

first = java(spare())
seen['cold info'] = Command(*INFO, TRIALMAP_RESIDENT='off').end()
seen['info'] = Command(*INFO).end()
over(first)

spare()
seen['cold exit'] = Command(*EXIT, 'exit').end()   # the one that waits has other options of Java
first = java(spare())
seen['exit'] = Command(*EXIT, 'exit', '--overwrite').end()
over(first)

first = java(spare())
command, pid = held('interrupted')
seen['interrupted is warm'] = pid == first
seen['beside'] = Command(*INFO).end()
os.write(command.terminal, b'\x03')
seen['interrupted'] = command.end()
over(pid)

first = java(spare())
command, pid = held('orphan')
seen['orphan is warm'] = pid == first
os.kill(command.pid, signal.SIGKILL)
command.end()
seen['orphan ended'] = over(pid)

first = java(spare())
command, pid = held('killed')
seen['killed is warm'] = pid == first
os.kill(pid, signal.SIGKILL)
seen['killed'] = command.end()

script = spare()
os.kill(java(script), signal.SIGKILL)
over(script)
seen['without'] = Command(*INFO).end()

ENVIRONMENT['TRIALMAP_DEBUG'] = '1'   # says why
spare()
seen['debug'] = Command(*INFO).end()
spare()
seen['elsewhere'] = Command(*INFO, folder=WORK).end()

first = java(spare())
seen['stop'] = Command('resident', 'stop').end()['out']
over(first)
seen['stopped'] = Command('resident', 'stop').end()['out']
seen['rest'] = sorted(os.listdir(RUNTIME + '/trialmap'))
print(json.dumps(seen))
