"""What scikit-learn finds for the series that ConnectomeTest has written, so many samples of each subject: prints the rows of their covariances.

    python3 connectome.py series.txt SAMPLES
"""
import sys

import numpy as np
from sklearn.covariance import GraphicalLassoCV

series = np.loadtxt(sys.argv[1])
for subject in series.reshape(-1, int(sys.argv[2]), series.shape[1]):
    for row in GraphicalLassoCV().fit(subject).covariance_:
        print(*(repr(float(v)) for v in row))
