# The steps of Donoghue et al. (2020) with NumPy and SciPy's curve_fit, after the paper's methods and the documentation of fooof 1.1; both fits are carried on to 1e-12.
import numpy as np
from scipy.optimize import curve_fit

EXACT = dict(ftol=1e-12, xtol=1e-12, gtol=1e-12)


def bells(f, *rows):
    return sum((h * np.exp(-((f - c) / s) ** 2 / 2) for c, h, s in np.reshape(rows, (-1, 3))), np.zeros(len(f)))


def spectral_model(hz, power, limits=(0.5, 12), most=None, height=0, threshold=2, knee=False):
    """Offset, (knee,) exponent; Gaussians; peaks; aperiodic part and whole model in log10; R^2; mean absolute error."""
    y = np.log10(np.asarray(power, 'f8'))
    line = (lambda f, b, k, e: b - np.log10(k + f ** e)) if knee else (lambda f, b, e: b - e * np.log10(f))
    slope = abs((y[-1] - y[0]) / np.log10(hz[-1] / hz[0]))

    def aperiodic(f, v, guess):
        with np.errstate(all='ignore'):
            return curve_fit(line, f, v, guess, maxfev=50000, **EXACT)[0]

    def guess(v):
        return [v[0], 0, slope] if knee else [v[0], slope]

    first = aperiodic(hz, y, guess(y))
    over = (y - line(hz, *first)).clip(0)
    low = over <= np.percentile(over, 0.025)
    flat = y - line(hz, *aperiodic(hz[low], y[low], first))

    rest, found, narrow, wide = flat.copy(), [], limits[0] / 2, limits[1] / 2
    while len(found) < (np.inf if most is None else most):
        top = rest.argmax()
        if rest[top] <= threshold * rest.std() or rest[top] <= height:
            break
        half = np.flatnonzero(rest <= rest[top] / 2)
        sides = abs(half[half > 0] - top)  # the first frequency is not looked at
        sd = sides.min() * 2 * (hz[1] - hz[0]) / np.sqrt(8 * np.log(2)) if len(sides) else sum(limits) / 2
        found.append((hz[top], rest[top], min(max(sd, narrow), wide)))
        rest = rest - bells(hz, *found[-1])
    found = sorted((c, h, s) for c, h, s in found if min(c - hz[0], hz[-1] - c) > s)
    lower = set()
    for i, (a, b) in enumerate(zip(found, found[1:])):
        if a[0] + 0.75 * a[2] > b[0] - 0.75 * b[2]:
            lower.add(i if a[1] <= b[1] else i + 1)
    found = np.array([p for i, p in enumerate(found) if i not in lower]).reshape(-1, 3)
    if len(found):
        c, s = found[:, 0], found[:, 2]
        lo = np.stack([np.maximum(hz[0], c - 3 * s), 0 * c, 0 * c + narrow], 1)
        hi = np.stack([np.minimum(hz[-1], c + 3 * s), 0 * c + np.inf, 0 * c + wide], 1)
        found = curve_fit(bells, hz, flat, found.ravel(), bounds=(lo.ravel(), hi.ravel()), max_nfev=50000, **EXACT)[0].reshape(-1, 3)
        found = found[found[:, 0].argsort()]
    hills = bells(hz, *found.ravel())
    last = aperiodic(hz, y - hills, guess(y - hills))
    part = line(hz, *last)
    at = abs(hz[:, None] - found[:, 0]).argmin(0)
    peaks = np.stack([found[:, 0], hills[at], 2 * found[:, 2]], 1)
    whole = part + hills
    return last, found, peaks, part, whole, np.corrcoef(y, whole)[0, 1] ** 2, abs(y - whole).mean()
