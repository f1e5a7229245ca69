"""Tetrachoric correlations and their variances to 16 digits, for crates/meta/tests/it/escalc.rs.

The maximum-likelihood estimate fits the table exactly: the correlation at which the bivariate normal, cut at
the table's margins, has the share of the first cell. The variance is by the delta method, from numerical
derivatives at 30 digits. Python 3.11, mpmath 1.3.
"""

from mpmath import asin, cos, e, findroot, linspace, mp, mpf, ncdf, nstr, pi, quad, sin

mp.dps = 30
STEP = mpf(10) ** -10


def bivariate(h, k, rho):
    """Probability that both of two standard normals of correlation rho lie below h and k."""
    density = lambda t: e ** (-(h * h + k * k - 2 * h * k * sin(t)) / (2 * cos(t) ** 2))
    return ncdf(h) * ncdf(k) + quad(density, linspace(0, asin(rho), 9)) / (2 * pi)


def correlation(shares, start):
    a, b, c = shares
    h, k = (findroot(lambda z, p=p: ncdf(z) - p, 0) for p in (a + b, a + c))
    return findroot(lambda rho: bivariate(h, k, rho) - a, start)


for table, start in [((40, 3, 2, 55), (0.98, 0.99)), ((1, 90, 60, 2), (-0.9985, -0.998)), ((9, 9, 1, 1), (0, 0.1))]:
    n = sum(table)
    shares = [mpf(cell) / n for cell in table[:3]]
    slopes = []
    for i in range(3):
        up, down = list(shares), list(shares)
        up[i] += STEP
        down[i] -= STEP
        slopes.append((correlation(up, start) - correlation(down, start)) / (2 * STEP))
    mean = sum(p * s for p, s in zip(shares, slopes))
    variance = (sum(p * s * s for p, s in zip(shares, slopes)) - mean**2) / n
    print(table, nstr(correlation(shares, start), 16), nstr(variance, 16))
