"""The formulas of SALib, written anew with NumPy and SciPy from reading its source (github.com/
SALib/SALib; MIT): analyze/sobol.py and analyze/morris.py at commit 00d8e477caed4402d6d4a3f0c069aa62
00d92a7f, analyze/pawn.py at fff960f95b8747077ad583000b00b875073597ac, analyze/delta.py at
0042d56085f108a19997b934d8c5bb913068480c. SALib itself is in no package of Debian 12. Only the
resampling differs: indices are drawn by Cadre's keyed generator, so that intervals and delta's bias
can be compared number by number."""
import numpy
import scipy.stats


def sobol(y, inputs, second_order):
    y = (y - y.mean()) / y.std()
    rows = (2 * inputs if second_order else inputs) + 2
    block = y.reshape(-1, rows)
    a, b = block[:, 0], block[:, -1]
    ab = block[:, 1:1 + inputs]
    variance = numpy.var(numpy.r_[a, b])
    first = [numpy.mean(b * (ab[:, i] - a)) / variance for i in range(inputs)]
    total = [0.5 * numpy.mean((a - ab[:, i]) ** 2) / variance for i in range(inputs)]
    second = {}
    if second_order:
        ba = block[:, 1 + inputs:1 + 2 * inputs]
        for j in range(inputs):
            for k in range(j + 1, inputs):
                second[j, k] = (numpy.mean(ba[:, j] * ab[:, k] - a * b) / variance
                                - first[j] - first[k])
    return first, total, second


def morris(x, y, levels, inputs):
    """mu, mu_star, sigma of single inputs."""
    step = levels / (2.0 * (levels - 1))
    x = x.reshape(-1, inputs + 1, inputs)
    y = y.reshape(-1, inputs + 1)
    effects = numpy.zeros((inputs, len(y)))
    for t in range(len(y)):
        change = numpy.diff(x[t], axis=0)
        for s in range(inputs):
            i = numpy.flatnonzero(change[s])[0]
            effects[i, t] = numpy.sign(change[s, i]) * (y[t, s + 1] - y[t, s]) / step
    return effects.mean(1), numpy.abs(effects).mean(1), effects.std(1, ddof=1)


def pawn(x, y, slices=10):
    """min, mean, median, max, CV of each input."""
    result = []
    for column in x.T:
        edges = numpy.quantile(column, numpy.arange(0, 1 + 1 / slices, 1 / slices))
        distances = []
        for s in range(slices):
            inside = y[(column >= edges[s]) & (column < edges[s + 1])]
            distances.append(scipy.stats.ks_2samp(inside, y).statistic)
        result.append([min(distances), numpy.mean(distances), numpy.median(distances),
                       max(distances), numpy.std(distances) / numpy.mean(distances)])
    return result


def delta_raw(x, y, grid):
    n = len(y)
    power = 2.0 / (7.0 + numpy.tanh((1500.0 - n) / 500.0))
    classes = int(numpy.round(min(int(numpy.ceil(n ** power)), 48)))
    edges = numpy.linspace(0, n, classes + 1)
    density = scipy.stats.gaussian_kde(y, bw_method="silverman")(grid)
    ranks = scipy.stats.rankdata(x, method="ordinal")
    result = 0.0
    for low, high in zip(edges, edges[1:]):
        inside = y[(ranks > low) & (ranks <= high)]
        of_class = (scipy.stats.gaussian_kde(inside, bw_method="silverman")(grid)
                    if numpy.ptp(inside) != 0 else 0)
        result += len(inside) / (2 * n) * numpy.trapz(numpy.abs(density - of_class), grid)
    return result


def delta(x, y, resamples):
    """Bias-reduced, with the given resamples (rows of indices)."""
    grid = numpy.linspace(y.min(), y.max(), 100)
    raw = delta_raw(x, y, grid)
    return numpy.mean([2 * raw - delta_raw(x[r], y[r], grid) for r in resamples])


def philox(key, counter):
    """Philox4x32-10 (Salmon et al. 2011) of two and four 32-bit words."""
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        p, q = 0xd2511f53 * a, 0xcd9e8d57 * c
        a, b, c, d = (q >> 32) ^ b ^ k0, q & 0xffffffff, (p >> 32) ^ d ^ k1, p & 0xffffffff
        k0, k1 = (k0 + 0x9e3779b9) & 0xffffffff, (k1 + 0xbb67ae85) & 0xffffffff
    return a, b, c, d


def resample(seed, number, n):
    """What cadre_resample draws."""
    words = []
    for i in range((n + 3) // 4):
        words += philox((seed & 0xffffffff, seed >> 32), (i, 0, number, 254 << 8))
    return numpy.array([w * n >> 32 for w in words[:n]])
