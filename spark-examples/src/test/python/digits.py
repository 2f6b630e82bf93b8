"""The digits of the lesson, and what scikit-learn finds: writes the rows into the file, in the order of the lesson's split, training half first; prints means and deviations of the scores
of the grid, what is predicted of the test half, and each fold's predictions.

    python3 digits.py src/main/resources/org/trialmap/examples/digits.txt.gz
"""
import gzip
import sys

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.svm import SVC

data = load_digits()
x = data.images.reshape(len(data.images), -1)
xtr, xte, ytr, yte = train_test_split(x, data.target, test_size=0.5, random_state=0)
with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as f:
    for row, label in zip(np.vstack([xtr, xte]), np.concatenate([ytr, yte])):
        f.write((" ".join([str(label)] + ["%d" % v for v in row]) + "\n").encode())

grid = [{"kernel": ["rbf"], "gamma": [1e-3, 1e-4], "C": [1, 10, 100, 1000]}, {"kernel": ["linear"], "C": [1, 10, 100, 1000]}]
search = GridSearchCV(SVC(), grid, scoring=["precision_macro", "recall_macro"], refit="precision_macro", cv=5).fit(xtr, ytr)
result = search.cv_results_
for score in ["precision", "recall"]:
    for mean, std in zip(result["mean_test_%s_macro" % score], result["std_test_%s_macro" % score]):
        print(score, repr(float(mean)), repr(float(std)))
print("test", *search.predict(xte))
for params in result["params"]:
    for train, test in StratifiedKFold(5).split(xtr, ytr):
        print("fold", *SVC(**params).fit(xtr[train], ytr[train]).predict(xtr[test]))
