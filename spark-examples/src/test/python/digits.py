"""The digits of the lesson, and what scikit-learn (1.2.1 of Debian 12) finds: writes digits.txt.gz (rows in the order of the lesson's split, training half first) and digits-expected.txt.

    python3 digits.py src/main/resources/org/trialmap/examples src/test/resources
"""
import gzip
import sys

import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.svm import SVC

resources, expected = sys.argv[1:]
data = load_digits()
x = data.images.reshape(len(data.images), -1)
xtr, xte, ytr, yte = train_test_split(x, data.target, test_size=0.5, random_state=0)
with gzip.GzipFile(resources + "/digits.txt.gz", "wb", mtime=0) as f:
    for row, label in zip(np.vstack([xtr, xte]), np.concatenate([ytr, yte])):
        f.write((" ".join([str(label)] + ["%d" % v for v in row]) + "\n").encode())

grid = [{"kernel": ["rbf"], "gamma": [1e-3, 1e-4], "C": [1, 10, 100, 1000]}, {"kernel": ["linear"], "C": [1, 10, 100, 1000]}]
with open(expected + "/digits-expected.txt", "w") as f:
    for score in ["precision", "recall"]:
        search = GridSearchCV(SVC(), grid, scoring=score + "_macro", cv=5).fit(xtr, ytr)
        result = search.cv_results_
        print(score, search.best_params_, file=f)
        for mean, std, params in zip(result["mean_test_score"], result["std_test_score"], result["params"]):
            print(repr(float(mean)), repr(float(std)), params, file=f)
        print("test", *search.predict(xte), file=f)
        print(classification_report(yte, search.predict(xte)))
    for params in result["params"]:
        for train, test in StratifiedKFold(5).split(xtr, ytr):
            print("fold", *SVC(**params).fit(xtr[train], ytr[train]).predict(xtr[test]), file=f)
