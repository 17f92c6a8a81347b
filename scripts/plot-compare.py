#!/usr/bin/python3
"""Draws a comparison with pandas and matplotlib: the means of A and B, and A minus B with its 95 %
interval. Writes compare-matplotlib.svg and .png into the folder of `cadre compare`.
  scripts/plot-compare.py DIR [MEASURE [ORGANIZATION]]
"""
import json
import sys

import matplotlib
matplotlib.use("Agg")  # no window
import matplotlib.pyplot as plt
import pandas

if not 2 <= len(sys.argv) <= 4:
    sys.exit(__doc__)
folder = sys.argv[1]
compare = pandas.read_csv(f"{folder}/compare.csv", parse_dates=["date"])
measure = sys.argv[2] if len(sys.argv) > 2 else "members"
organization = sys.argv[3] if len(sys.argv) > 3 else compare["organization"].iloc[0]
rows = compare[(compare["organization"] == organization) & (compare["measure"] == measure)]
if rows.empty:
    sys.exit(f"{folder}/compare.csv has no {measure} of {organization}")
with open(f"{folder}/datapackage.json", encoding="utf-8") as file:
    how = json.load(file)["cadre"]

figure, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(10, 6.5))
above.plot(rows["date"], rows["mean_b"], color="#c4480e", label=f"B: {how['scenario_b']}")
above.plot(rows["date"], rows["mean_a"], color="#14508c", label=f"A: {how['scenario_a']}")
above.set_ylabel(f"{measure} of {organization}")
above.set_title(f"Means of {rows['n'].max()} runs each", loc="left")
above.legend(frameon=False)
below.fill_between(rows["date"], rows["lo"], rows["hi"], color="#dcd3e6", linewidth=0)
below.plot(rows["date"], rows["mean_difference"], color="#5b3a8c")
below.axhline(0, color="#5f6975", linewidth=0.8)
below.set_ylabel("A minus B")
below.set_title("In pairs of the same luck, with the 95 % interval", loc="left")
for axes in (above, below):
    axes.spines[["top", "right"]].set_visible(False)
for ending in ("svg", "png"):
    figure.savefig(f"{folder}/compare-matplotlib.{ending}", bbox_inches="tight", dpi=150)
print(f"{folder}/compare-matplotlib.svg {folder}/compare-matplotlib.png")
