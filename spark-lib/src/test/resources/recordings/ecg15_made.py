"""Writes a recording like a 15-lead ECG: ecg15_made.py FILE. The same values whenever it is run."""
import sys

import h5py
import numpy as np

RATE, SAMPLES, BEATS = 1000, 38_400, 51
BEFORE, AFTER = 250, 450  # samples of a trial around its R peak
SCALE = 0.0005  # mV per count
LEADS = ['i', 'ii', 'iii', 'avr', 'avl', 'avf', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'vx', 'vy', 'vz']
WAVES = {'P': (-160, 22, 0.12), 'Q': (-22, 7, -0.15), 'R': (0, 9, 1.0), 'S': (24, 8, -0.3), 'T': (230, 45, 0.3)}  # centre, width (samples), height (mV)

random = np.random.RandomState(2026)  # its streams are frozen
peaks = 635 + np.concatenate([[0], np.cumsum(random.randint(680, 760, BEATS - 1))])  # some beats follow within 700 samples: their trials overlap
time = np.arange(SAMPLES)

signal = np.zeros((SAMPLES, len(LEADS)))
for centre, width, height in WAVES.values():
    beats = sum(np.exp(-0.5 * ((time - peak - centre) / width) ** 2) for peak in peaks)
    signal += height * random.uniform(-0.8, 1.6, len(LEADS)) * beats[:, None]
signal += 0.1 * np.sin(2 * np.pi * (0.21 * time[:, None] / RATE + random.uniform(size=len(LEADS))))  # breath
signal += 0.02 * np.sin(2 * np.pi * (50 * time[:, None] / RATE + random.uniform(size=len(LEADS))))  # mains
signal += 0.01 * random.standard_normal(signal.shape)
raw = np.rint(signal / SCALE).astype('<i2')

with h5py.File(sys.argv[1], 'w', libver='earliest') as file:
    file.attrs['samplerate'] = float(RATE)
    file.attrs['description'] = 'made by formulas, like a 15-lead ECG; trials = heart beats'
    data = file.create_dataset('data', data=(raw * SCALE).astype('<f4'), chunks=(2000, 5), shuffle=True, compression='gzip', compression_opts=4)
    data.attrs['unit'] = 'mV'
    counts = file.create_dataset('raw', data=raw)
    counts.attrs['unit'], counts.attrs['scale'] = 'mV', SCALE
    file['channel'] = np.array(LEADS, 'S16')
    file['trialdefinition'] = np.array([[peak - BEFORE, peak + AFTER, -BEFORE] for peak in peaks], '<i8')
