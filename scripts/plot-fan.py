#!/usr/bin/python3
"""Draws a measure of a run over time with pandas and matplotlib: median, 50 and 90 % bands over all
runs, and what is known of it. Writes fan-matplotlib.svg and .png into the folder.
  scripts/plot-fan.py DIR [ORGANIZATION [MEASURE]]
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
summary = pandas.read_csv(f"{folder}/summary.csv", parse_dates=["date"])
organization = sys.argv[2] if len(sys.argv) > 2 else summary["organization"].iloc[0]
measure = sys.argv[3] if len(sys.argv) > 3 else "members"
fan = summary[(summary["organization"] == organization) & (summary["metric"] == measure)]
if fan.empty:
    sys.exit(f"{folder}/summary.csv has no {measure} of {organization}")
with open(f"{folder}/datapackage.json", encoding="utf-8") as file:
    manifest = json.load(file)
known = [e for e in manifest.get("evidence", [])
         if e["organization"] == organization and e["measure"] == measure]

figure, axes = plt.subplots(figsize=(10, 5.5))
axes.fill_between(fan["date"], fan["q05"], fan["q95"], color="#cfe0f2", linewidth=0, label="9 of 10 runs")
axes.fill_between(fan["date"], fan["q25"], fan["q75"], color="#93b9e0", linewidth=0, label="half of the runs")
axes.plot(fan["date"], fan["q50"], color="#14508c", label="median")
if known:
    points = pandas.DataFrame(known).assign(date=lambda frame: pandas.to_datetime(frame["date"]))
    axes.errorbar(points["date"], points["value"], [points["value"] - points["low"],
                  points["high"] - points["value"]], fmt="o", color="#c4480e", capsize=3, label="evidence")
axes.set_title(manifest["title"].replace("$", r"\$"), loc="left")
axes.set_ylabel(f"{measure} of {organization} in {fan['n_runs'].max()} runs")
axes.set_ylim(bottom=0)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False, loc="upper left")
for ending in ("svg", "png"):
    figure.savefig(f"{folder}/fan-matplotlib.{ending}", bbox_inches="tight", dpi=150)
print(f"{folder}/fan-matplotlib.svg {folder}/fan-matplotlib.png")
