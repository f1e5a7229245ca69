"""The Hall 2011 adult energy-balance equations, integrated by a general solver.

Makes the trajectories of `crates/model/tests/vectors/hall2011_exact.csv` again, from the people and daily
inputs in `hall2011_inputs.json`, and prints the largest difference in each column. Nothing is written.
All five states are integrated as the web appendix gives them: no closed form for glycogen, fluid, adaptation
or fat, which is what the Rust uses. Each day starts a new integration with that day's own input.

Versions: Python 3.11.7, numpy 2.4.6, scipy 1.17.1 (DOP853, rtol 1e-10, atol 1e-10).
Run from the repository root: python3 reference/hall2011_dop853.py [case ...]   (all 36 cases: about 10 s)
Seen: all 36 cases, 4368 rows; baselines within 5e-13, weight within 8e-9 kg, fat 9e-10 kg, lean 6e-10 kg,
glycogen 3e-9 kg, fluid 4e-10 kg, adaptation 4e-10 kcal/day, BMI 3e-9 kg/m2 (the tests ask for 1e-6).
"""
import collections
import csv
import json
import math
import pathlib
import sys

from scipy.integrate import solve_ivp

VECTORS = pathlib.Path(__file__).parent.parent / "crates" / "model" / "tests" / "vectors"
COLUMNS = ["weight_kg", "fat_kg", "lean_kg", "glycogen_kg", "ecf_kg", "at_kcal_d", "bmi"]


def kcal(kilojoules):
    """kJ in kcal at the seven digits the public packages carry."""
    return float(f"{kilojoules * 0.23900573614:.7g}")


RHO_G, RHO_F, RHO_L = kcal(17_600), kcal(39_500), kcal(7_600)  # kcal/kg
GAMMA_F, GAMMA_L = kcal(13), kcal(92)  # kcal/kg/day
ETA_F, ETA_L = kcal(750), kcal(960)  # kcal/kg
BETA_TEF, BETA_AT, TAU_AT = 0.1, 0.14, 14.0  # -, -, days
NA, XI_NA, XI_CI = 3220.0, 3000.0, 4000.0  # mg/L, mg/L/day, mg/day
C = 10.4 * RHO_L / RHO_F  # kg, Forbes
G0 = 0.5  # kg
WET = 3.7  # kg of glycogen with its water, per kg of glycogen


def baseline(case):
    """The person before anything changes, under the names the input file uses."""
    age, bw, ht, man = case["age"], case["bw"], case["ht"], case["sex"] == "male"
    rmr = 9.99 * bw + 625 * ht - 4.92 * age + (5 if man else -161)  # Mifflin-St Jeor
    ecf = 0.025 * age + 9.57 * ht + 0.191 * bw - 12.4 if man else 5.98 * ht + 0.167 * bw - 4.0
    slope, constant = (37.31, 103.94) if man else (39.96, 102.01)
    fat = case["fat"]
    if fat is None:  # Jackson 2002, eq 4
        fat = bw / 100 * (0.14 * age + slope * math.log(bw / ht**2) - constant)
    lean = bw - fat - ecf - WET * G0
    intake = case["EI"] if case["EI"] is not None else case["PAL"] * rmr
    delta = ((1 - BETA_TEF) * case["PAL"] - 1) * rmr / bw  # eq 8
    k = case["PAL"] * rmr - GAMMA_L * lean - GAMMA_F * fat - delta * bw
    return {
        "rmr": rmr, "ecf": ecf, "fat": fat, "lean": lean, "EI": intake, "dl": delta, "K": k,
        "CIb": case["pcarb_base"] * intake, "h": ht,
    }


def slopes(_t, state, base, d_intake, d_sodium, carb_frac):
    """Equations 1, 2, 3, 7 and 9; the state is F, L, G, ECF, AT."""
    fat, lean, glycogen, ecf, adaptive = state
    intake = base["EI"] + d_intake
    carbs = carb_frac * intake
    stored = carbs - base["CIb"] / G0**2 * glycogen**2  # eq 1, kcal/day
    p = C / (C + fat)
    weight = fat + lean + ecf + WET * glycogen
    e0 = base["K"] + GAMMA_F * fat + GAMMA_L * lean + base["dl"] * weight + BETA_TEF * d_intake + adaptive
    x = p * ETA_L / RHO_L + (1 - p) * ETA_F / RHO_F
    spent = (e0 + (intake - stored) * x) / (1 + x)  # eq 9
    balance = intake - spent - stored
    return [
        (1 - p) * balance / RHO_F,
        p * balance / RHO_L,
        stored / RHO_G,
        (d_sodium - XI_NA * (ecf - base["ecf"]) - XI_CI * (1 - carbs / base["CIb"])) / NA,
        (BETA_AT * d_intake - adaptive) / TAU_AT,
    ]


def trajectory(case, base):
    """The row of every day from 0 on, in the order of COLUMNS."""
    state = [base["fat"], base["lean"], G0, base["ecf"], 0.0]
    for day in range(case["days"] + 1):
        fat, lean, glycogen, ecf, adaptive = state
        weight = fat + lean + ecf + WET * glycogen
        yield weight, fat, lean, glycogen, ecf, adaptive, weight / case["ht"] ** 2
        inputs = (base, case["eichange"][day], case["nachange"][day], case["pcarb"])
        solved = solve_ivp(slopes, (0.0, 1.0), state, "DOP853", args=inputs, rtol=1e-10, atol=1e-10)
        state = solved.y[:, -1].tolist()


def main():
    cases = json.loads((VECTORS / "hall2011_inputs.json").read_text(encoding="utf-8"))
    expected = collections.defaultdict(dict)
    with open(VECTORS / "hall2011_exact.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected[row["case"]][int(row["day"])] = [float(row[column]) for column in COLUMNS]
    wanted = sys.argv[1:] or list(expected)
    if unknown := set(wanted) - set(expected):
        return f"no such case: {', '.join(sorted(unknown))}"
    baselines, rows, worst = 0.0, 0, dict.fromkeys(COLUMNS, (0.0, "nowhere"))
    for case in (case for case in cases if case["id"] in wanted):
        base = baseline(case)
        baselines = max(baselines, *(abs(base[key] - value) for key, value in case["baseline"].items()))
        found = list(trajectory(case, base))
        for day, numbers in expected[case["id"]].items():
            rows += 1
            for column, ours, theirs in zip(COLUMNS, found[day], numbers):
                worst[column] = max(worst[column], (abs(ours - theirs), f"{case['id']} day {day}"))
    print(f"{len(wanted)} cases, {rows} rows; largest difference of a baseline {baselines:.1e}")
    for column, (difference, place) in worst.items():
        print(f"{column:12} {difference:.1e}  {place}")


if __name__ == "__main__":
    sys.exit(main())
