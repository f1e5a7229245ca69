"""The limb-control effects and their pool, worked out a second time from the printed figures.

Makes the numbers that `crates/evidence/tests/it/pool_py.rs` holds, from the same rows of
`data/evidence/studies.csv` but by other routes than the Rust: variances as a quadratic form over the
covariance matrix of all printed means, heterogeneity from pairs of effects, and t by its finite series.

Versions: Python 3.11.7, standard library only. Run from the repository root: python3 reference/limb_pool.py
Seen: every figure in pool_py.rs is printed here with the digits it has there.
tau2 is 0 in these pools; given the eight data sets of metafor.json, pool() is within 3e-15 of its DL rows.
Negative means that the trained side lost more. Symbols: y effect, v variance, w weight.
"""
import csv
import itertools
import math
import pathlib
from statistics import NormalDist, fmean

STUDIES = pathlib.Path(__file__).parent.parent / "data" / "evidence" / "studies.csv"
POOLED = ["walts2008_men", "walts2008_women", "miura2009"]
PARALLEL = ["brobakken2023", "scotto2017_upper", "scotto2017_lower"]
WITHIN = ["scotto2017_upper_within", "scotto2017_lower_within"]


def t_two_sided_p(t, df):
    """P(|T| > t) for whole df > 1: the finite trigonometric series (Abramowitz & Stegun 26.7.3, 26.7.4)."""
    angle = math.atan(t / math.sqrt(df))
    odd = df % 2 == 1
    term = total = math.cos(angle) if odd else 1.0
    for i in range(1 + odd, df - 2, 2):
        term *= math.cos(angle) ** 2 * i / (i + 1)
        total += term
    inside = math.sin(angle) * total
    return 1 - (2 / math.pi * (angle + inside) if odd else inside)


def t_quantile(p, df):
    """The t that is exceeded, on either side, with probability p: by halving."""
    lo, hi = 0.0, 1000.0
    for _ in range(100):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if t_two_sided_p(mid, df) > p else (lo, mid)
    return lo


def limb(row, measure, r=None):
    """Effect and standard error of one limb against the other; a given `r` replaces the row's (before with after)."""
    n, rb = float(row["n_trained"]), float(row["r_between"])
    if row["trained_pre"]:
        cells = [("trained", "pre"), ("trained", "post"), ("control", "pre"), ("control", "post")]
        contrast, at_start, spreads = [-1, 1, 1, -1], (0, 2), ["trained_pre_spread"]
        r = float(row["r_pre_post"]) if r is None else r
    else:
        cells, contrast, at_start = [("trained", "post"), ("control", "post")], [1, -1], (0, 1)
        spreads, r = ["trained_post_spread", "control_post_spread"], 1.0
    means = [float(row["_".join(cell)]) for cell in cells]
    sd = fmean(float(row[spread]) for spread in spreads) * (math.sqrt(n) if row["sd_type"] == "se" else 1)
    # Two means are correlated by rb if of different limbs, by r if of different times, by both if of both.
    terms = itertools.product(zip(contrast, cells), repeat=2)
    se = math.sqrt(sum(x * y * rb ** (a[0] != b[0]) * r ** (a[1] != b[1]) for (x, a), (y, b) in terms) / n)
    if measure == "percent":
        log_ratio = sum(c * math.log(m) for c, m in zip(contrast, means))
        return 100 * log_ratio, 100 * se * sd / fmean(means[i] for i in at_start)
    return sum(c * m for c, m in zip(contrast, means)) / sd, se


def groups(row):
    """People, change and spread (read as SD), each of the trained and the control group."""
    columns = "n_{}", "{}_change", "{}_change_spread"
    return [[float(row[c.format(side)] or "nan") for side in ("trained", "control")] for c in columns]


def parallel(row, measure):
    """Effect and standard error of two groups' changes; SMD is Hedges' g with the exact gamma factor."""
    n, m, s = groups(row)
    if measure == "percent":
        scale = 1 if row["unit"] == "% change" else 100 / float(row["baseline"])
        return scale * (m[0] - m[1]), scale * math.hypot(*(si / math.sqrt(ni) for si, ni in zip(s, n)))
    df = sum(n) - 2
    pooled_sd = math.sqrt(sum((ni - 1) * si**2 for ni, si in zip(n, s)) / df)
    small_sample = math.gamma(df / 2) / (math.sqrt(df / 2) * math.gamma((df - 1) / 2))
    g = small_sample * (m[0] - m[1]) / pooled_sd
    return g, math.sqrt(sum(1 / ni for ni in n) + g**2 / (2 * sum(n)))


def pool(effects):
    """DerSimonian-Laird mean, its normal and its Hartung-Knapp interval (SE never scaled down), and tau2."""
    k = len(effects)
    y, v = [e for e, _ in effects], [se**2 for _, se in effects]

    def scatter(w):
        """Sum of w (y - mean)^2, from the pairs and so without the mean."""
        return sum(w[i] * w[j] * (y[i] - y[j]) ** 2 for i, j in itertools.combinations(range(k), 2)) / sum(w)

    w = [1 / vi for vi in v]
    tau2 = max(0.0, (scatter(w) - (k - 1)) / (sum(w) - sum(wi**2 for wi in w) / sum(w)))
    w = [1 / (vi + tau2) for vi in v]
    mean, se = sum(wi * yi for wi, yi in zip(w, y)) / sum(w), 1 / math.sqrt(sum(w))
    wald = NormalDist().inv_cdf(0.975) * se
    floored = t_quantile(0.05, k - 1) * se * math.sqrt(max(1.0, scatter(w) / (k - 1)))
    return mean, (mean - wald, mean + wald), (mean - floored, mean + floored), tau2


def main():
    with open(STUDIES, newline="", encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    for function, keys in (limb, POOLED), (parallel, PARALLEL):
        for measure, key in itertools.product(("percent", "smd"), keys):
            print("%-24s %-8s %7.3f  SE %.3f" % (key, measure, *function(rows[key], measure)))
    for key in WITHIN:
        n, m, _none = groups(rows[key])
        se = abs(m[0] - m[1]) / t_quantile(float(rows[key]["printed_p"]), int(n[0]) - 1)
        print("%-24s percent  %7.1f  SE %.2f (from the printed p)" % (key, m[0] - m[1], se))
    for r in 0.95, 0.90, 0.98:
        mean, wald, floored, tau2 = pool([limb(rows[key], "percent", r) for key in POOLED])
        print("pool of %d, percent, r = %.2f: %.2f  normal [%.2f, %.2f]  floored Hartung-Knapp [%.2f, %.2f]  tau2 %.2f"
              % (len(POOLED), r, mean, *wald, *floored, tau2))
    n, m, s = groups(rows["brobakken2023"])
    t, df = abs(m[0] - m[1]) / (s[0] / math.sqrt(n[0])), int(sum(n)) - 2
    print("brobakken2023, had its controls no spread: t = %.2f on %d df, p = %.3f" % (t, df, t_two_sided_p(t, df)))


if __name__ == "__main__":
    main()
