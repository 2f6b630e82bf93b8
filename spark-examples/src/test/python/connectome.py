"""What scikit-learn (1.2.1 of Debian 12) finds for the series that ConnectomeTest has written: prints the rows of src/test/resources/connectome-expected.txt.

    python3 connectome.py target/connectome-series.txt > src/test/resources/connectome-expected.txt
"""
import sys

import numpy as np
from sklearn.covariance import GraphicalLassoCV

series = np.loadtxt(sys.argv[1]).reshape(2, 80, 12)
for subject in series:
    for row in GraphicalLassoCV().fit(subject).covariance_:
        print(*(repr(float(v)) for v in row))
