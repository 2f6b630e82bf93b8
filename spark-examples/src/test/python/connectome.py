"""What scikit-learn finds for the series that ConnectomeTest has written, 80 samples of 12 regions of each subject: prints the rows of their covariances.

    python3 connectome.py series.txt
"""
import sys

import numpy as np
from sklearn.covariance import GraphicalLassoCV

for subject in np.loadtxt(sys.argv[1]).reshape(-1, 80, 12):
    for row in GraphicalLassoCV().fit(subject).covariance_:
        print(*(repr(float(v)) for v in row))
