"""Intake for a goal and intake that keeps it, by routes other than the Rust.

Prints `crates/model/tests/vectors/inverse_dop853.csv`. For each person of `hall2011_inputs.json`, with the
sodium and the share of carbohydrate they have there, it seeks the constant intake that leads to 93 % of their
weight on day 150 (105 % of it below a BMI of 22) by the secant method on DOP853. What keeps that weight is not
simulated but solved for: the body whose weight is that weight, whose fat and lean tissue lie on Forbes' curve
through the start, whose glycogen, fluid and adaptation are those of the intake, and which burns what it eats
(equations 1 to 8 with every slope zero), by bisection in fat.

Versions: Python 3.11.7, numpy 2.4.6, scipy 1.17.1.
Run from the repository root: python3 reference/inverse_dop853.py > crates/model/tests/vectors/inverse_dop853.csv
"""
import json
import math

from hall2011_dop853 import (
    BETA_AT, BETA_TEF, G0, GAMMA_F, GAMMA_L, VECTORS, WET, XI_CI, XI_NA, baseline, trajectory,
)

DAY = 150
FORBES = 10.4  # kg, dL / d ln F


def weight_on(case, base, intake):
    """Weight on DAY at a constant intake."""
    eating = case | {"days": DAY, "eichange": [intake - base["EI"]] * (DAY + 1)}
    *_, last = trajectory(eating, base)
    return last[0]


def intake_for(case, base, goal):
    """The secant method; weight is nearly linear in intake."""
    x0, x1 = base["EI"] - 300.0, base["EI"]
    y0, y1 = (weight_on(case, base, x) - goal for x in (x0, x1))
    while abs(y1) > 1e-9:
        x0, y0, x1 = x1, y1, x1 - y1 * (x1 - x0) / (y1 - y0)
        y1 = weight_on(case, base, x1) - goal
    return x1


def settled(case, base, weight, fat):
    """Intake at balance with this weight and fat, and the weight that it and this fat make."""
    lean = base["lean"] + FORBES * math.log(fat / base["fat"])
    beta = BETA_TEF + BETA_AT
    unfed = base["K"] + GAMMA_F * fat + GAMMA_L * lean + base["dl"] * weight
    intake = (unfed - beta * base["EI"]) / (1 - beta)
    carbs = case["pcarb"] * intake / base["CIb"]
    ecf = base["ecf"] + (case["nachange"][-1] - XI_CI * (1 - carbs)) / XI_NA
    return intake, fat + lean + ecf + WET * G0 * math.sqrt(carbs)


def kept_by(case, base, weight):
    """Bisection in fat: more fat is more weight."""
    lo, hi = 0.01 * base["fat"], 10 * base["fat"]
    for _ in range(200):
        fat = (lo + hi) / 2
        intake, made = settled(case, base, weight, fat)
        lo, hi = (fat, hi) if made < weight else (lo, fat)
    return intake


def main():
    cases = json.loads((VECTORS / "hall2011_inputs.json").read_text(encoding="utf-8"))
    print("case,day,goal_kg,intake_kcal_per_day,maintenance_kcal_per_day")
    for case in cases:
        base = baseline(case)
        share = 0.93 if case["bw"] / case["ht"] ** 2 >= 22 else 1.05
        goal = round(share * case["bw"], 3)
        print(case["id"], DAY, goal, intake_for(case, base, goal), kept_by(case, base, goal), sep=",")


if __name__ == "__main__":
    main()
