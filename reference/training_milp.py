"""A week of lifting by a mixed-integer solver: the rules of `docs/method/training.md`, written down a second time.

Reads problems as JSON lines from standard input, as `cargo run --release -p spotcheck-engine --example training` writes them,
solves each with HiGHS, and scores the choice written beside it by its own arithmetic. Prints a line each: name, seconds, HiGHS'
objective and upper bound, our objective, its distance from this script's score of the same choice, our upper bound, ours / HiGHS.

Versions: Python 3.11, highspy 1.16.0, numpy 2.4.6 (`pip install highspy numpy` in an environment of its own).
    cargo run --release -p spotcheck-engine --example training | python3 reference/training_milp.py SECONDS [--csv]
With --csv it prints rows of `crates/engine/tests/vectors/training.csv`.
"""
import datetime
import hashlib
import json
import sys
import time

import highspy
import numpy as np

INF = highspy.kHighsInf


def key(problem):
    """A hash of the problem, so that a value belongs to one."""
    text = json.dumps(problem, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def score(p, days):
    """The objective of a choice and the rules it breaks; `days` lists (exercise, sets)."""
    place = {c["exercise"]: at for at, c in enumerate(p["candidates"])}
    lim, cost, broken = p["limits"], p["costs"], []
    week = [{place[e]: n for e, n in day} for day in days]
    assert len(week) == p["days"] and all(len(a) == len(b) for a, b in zip(week, days))
    cand = p["candidates"]
    dose = [[sum(cand[e]["fractions"][m] * n for e, n in day.items()) for m in range(len(p["muscles"]))] for day in week]
    for d, day in enumerate(week):
        if any(not lim["set_least"] <= n <= lim["set_most"] for n in day.values()):
            broken.append("sets")
        if sum(cand[e]["set_s"] * n + cost["change_s"] for e, n in day.items()) > p["session_s"] + 1e-9:
            broken.append("time")
        if max(dose[d]) > lim["session_cap"]:
            broken.append("cap")
        if d + 1 < len(week) and max(a + b for a, b in zip(dose[d], dose[d + 1])) > lim["neighbours_cap"]:
            broken.append("neighbours")
        patterns = [cand[e]["pattern"] for e in day]
        if any(patterns.count(x) > lim["pattern_most"] for x in patterns):
            broken.append("pattern")
        if sum(cand[e]["axial"] * n for e, n in day.items()) > lim["axial_most"]:
            broken.append("axial")
        if sum(cand[e]["skill"] == 3 for e in day) > lim["skill_most"]:
            broken.append("skill")
        if len(day) > lim["session_exercises"]:
            broken.append("exercises")
    total = {}
    for day in week:
        for e, n in day.items():
            total[e] = total.get(e, 0) + n
            if sum(e in other for other in week) > lim["exercise_days"]:
                broken.append("repeats")
    push = sum(n for e, n in total.items() if cand[e]["push"])
    pull = sum(n for e, n in total.items() if cand[e]["pull"])
    if p["is_balanced"] and not cost["pull_least"] * push - 1e-9 <= pull <= cost["pull_most"] * push + 1e-9:
        broken.append("push and pull")
    worth = sum(cand[e]["set_worth"] * n - cand[e]["cost"] for e, n in total.items())
    for m, due in enumerate(p["muscles"]):
        v = sum(day[m] for day in dose)
        low = 0
        for width, slope in zip(cost["widths"], cost["slopes"]):
            worth += due["weight"] * slope * min(max(v - low, 0), width)
            low += width
        worth -= cost["under"] * due["weight"] * max(due["min"] - v, 0) + cost["over"] * max(v - due["max"], 0)
        worth -= cost["exposure"] * max(due["exposures"] - sum(day[m] >= cost["exposure_dose"] for day in dose), 0)
    worth -= sum(cost["pattern"] for group in p["required"] if not any(e in total for e in group))
    worth -= sum(cost["variety"] * max(cost["variety_least"] - sum(e in total for e in group), 0) for group in p["varied"])
    return worth, broken


class Model:
    """Columns and rows, gathered before HiGHS is given them."""

    def __init__(self):
        self.cost, self.lo, self.hi, self.whole = [], [], [], []
        self.rows, self.row_lo, self.row_hi = [], [], []

    def var(self, worth=0.0, hi=INF, whole=False):
        self.cost.append(worth)
        self.lo.append(0.0)
        self.hi.append(hi)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms, lo=-INF, hi=INF):
        self.rows.append(terms)
        self.row_lo.append(lo)
        self.row_hi.append(hi)

    def solve(self, seconds):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.rows)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = map(np.array, (self.cost, self.lo, self.hi))
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lo), np.array(self.row_hi)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.integrality_ = [highspy.HighsVarType.kInteger if w else highspy.HighsVarType.kContinuous for w in self.whole]
        starts, index, value = [0], [], []
        for terms in self.rows:
            index += [c for c, _ in terms]
            value += [v for _, v in terms]
            starts.append(len(index))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(starts), np.array(index), np.array(value)
        h = highspy.Highs()
        h.setOptionValue("output_flag", False)
        h.setOptionValue("time_limit", float(seconds))
        h.setOptionValue("threads", 1)
        h.setOptionValue("mip_rel_gap", 1e-6)
        h.passModel(lp)
        h.run()
        info = h.getInfo()
        return np.array(h.getSolution().col_value), info.objective_function_value, info.mip_dual_bound


def solve(p, seconds):
    lim, cost, cand, days = p["limits"], p["costs"], p["candidates"], range(p["days"])
    model = Model()
    x = [[model.var(c["set_worth"], lim["set_most"], True) for _ in days] for c in cand]
    y = [[model.var(0, 1, True) for _ in days] for _ in cand]
    u = [model.var(-c["cost"], 1, True) for c in cand]
    for e in range(len(cand)):
        for d in days:
            model.row([(x[e][d], 1), (y[e][d], -lim["set_least"])], lo=0)
            model.row([(x[e][d], 1), (y[e][d], -lim["set_most"])], hi=0)
            model.row([(y[e][d], 1), (u[e], -1)], hi=0)
        model.row([(y[e][d], 1) for d in days] + [(u[e], -1)], lo=0)
        model.row([(y[e][d], 1) for d in days], hi=lim["exercise_days"])
    for m, due in enumerate(p["muscles"]):
        part = [(e, c["fractions"][m]) for e, c in enumerate(cand) if c["fractions"][m] > 0]
        day = [[(x[e][d], a) for e, a in part] for d in days]
        volume = [term for terms in day for term in terms]
        credit = [(model.var(due["weight"] * slope, width), -1) for width, slope in zip(cost["widths"], cost["slopes"])]
        model.row(volume + credit, lo=0)
        model.row(volume + [(model.var(-cost["under"] * due["weight"]), 1)], lo=due["min"])
        model.row(volume + [(model.var(-cost["over"]), -1)], hi=due["max"])
        for d in days:
            model.row(day[d], hi=lim["session_cap"])
            if d + 1 < p["days"]:
                model.row(day[d] + day[d + 1], hi=lim["neighbours_cap"])
        if due["exposures"]:
            exposed = [model.var(0, 1, True) for _ in days]
            for d in days:
                model.row(day[d] + [(exposed[d], -cost["exposure_dose"])], lo=0)
            model.row([(z, 1) for z in exposed] + [(model.var(-cost["exposure"]), 1)], lo=due["exposures"])
    for d in days:
        everyone = range(len(cand))
        model.row([(x[e][d], cand[e]["set_s"]) for e in everyone] + [(y[e][d], cost["change_s"]) for e in everyone], hi=p["session_s"])
        model.row([(x[e][d], cand[e]["axial"]) for e in everyone if cand[e]["axial"]], hi=lim["axial_most"])
        model.row([(y[e][d], 1) for e in everyone], hi=lim["session_exercises"])
        model.row([(y[e][d], 1) for e in everyone if cand[e]["skill"] == 3], hi=lim["skill_most"])
        for pattern in {c["pattern"] for c in cand}:
            model.row([(y[e][d], 1) for e in everyone if cand[e]["pattern"] == pattern], hi=lim["pattern_most"])
    if p["is_balanced"]:
        for share, side in [(cost["pull_least"], 1), (cost["pull_most"], -1)]:
            terms = [(x[e][d], side * ((1 if c["pull"] else 0) - (share if c["push"] else 0))) for e, c in enumerate(cand) for d in days]
            model.row([t for t in terms if t[1]], lo=0)
    for groups, price, wanted in [(p["required"], cost["pattern"], 1), (p["varied"], cost["variety"], cost["variety_least"])]:
        for group in groups:
            model.row([(u[e], 1) for e in group] + [(model.var(-price), 1)], lo=wanted)
    value, objective, bound = model.solve(seconds)
    chosen = [[(cand[e]["exercise"], round(value[x[e][d]])) for e in range(len(cand)) if value[x[e][d]] > 0.5] for d in days]
    return chosen, objective, bound


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    as_rows = "--csv" in sys.argv
    for line in sys.stdin:
        case = json.loads(line)
        p = case["problem"]
        ours, broken = score(p, case["days"])
        start = time.time()
        chosen, objective, bound = solve(p, seconds)
        took = time.time() - start
        theirs, theirs_broken = score(p, chosen)
        assert not broken and not theirs_broken, (broken, theirs_broken)
        assert abs(theirs - objective) < 1e-4, (theirs, objective)
        apart = abs(ours - case["objective"])
        assert apart < 1e-9, (ours, case["objective"])
        assert case["upper"] >= theirs - 1e-6, (case["upper"], theirs)
        if as_rows:
            today = datetime.date.today().isoformat()
            print(f'{case["name"]},{key(p)},{theirs:.6f},{bound:.6f},{seconds:g},{today},highspy 1.16.0', flush=True)
        else:
            share = 100 * (ours - theirs) / abs(theirs)
            print(f'{case["name"]:4} {len(p["candidates"]):4} {took:6.1f} s  HiGHS {theirs:9.4f} <= {bound:9.4f}  ours {ours:9.4f} ({share:+.2f} %) '
                  f'<= {case["upper"]:9.4f}  apart {apart:.0e}  {case["ms"]:.0f} ms', flush=True)


main()
