"""Runs the program and reads its CSV files, for the scripted tests: numbers as float, empty as None."""
import csv
import json
import os
import subprocess
from collections import defaultdict

TEXTS = {"scenario", "organization", "date", "event", "label", "milieu", "purpose", "metric",
         "status", "end_state", "error"}


def run(scenario, folder, runs, *options):
    """Runs a scenario, a name or a dict, into `folder`; returns `folder`."""
    if isinstance(scenario, dict):
        with open(f"{folder}.json", "w") as file:
            json.dump({"format": "cadre-scenario/1", **scenario}, file)
        scenario = f"./{folder}.json"
    subprocess.run([os.environ["CADRE"], "run", scenario, "-n", str(runs), "-o", folder, "-q",
                    *options], check=True, stdout=subprocess.DEVNULL)
    return folder


def value(name, text):
    if name in TEXTS:
        return text
    try:
        return float(text) if text else None
    except ValueError:
        return text


def rows(folder, name):
    with open(f"{folder}/{name}", newline="") as file:
        return [{key: value(key, text) for key, text in row.items()}
                for row in csv.DictReader(file)]


def series(folder):
    """Rows of series.csv by run, organization and step."""
    found = defaultdict(lambda: defaultdict(dict))
    for row in rows(folder, "series.csv"):
        found[int(row["run"])][row["organization"]][int(row["step"])] = row
    return found


class Failures:
    """Collects what does not hold."""

    def __init__(self):
        self.texts = []
        self.checks = 0

    def check(self, holds, what):
        self.checks += 1
        if not holds:
            self.texts.append(what)

    def same(self, what, left, right, tolerance=0.0):
        self.check(abs(left - right) <= tolerance, f"{what}: {left} is not {right}")

    def end(self):
        """Prints what failed; the exit code. A test that checked nothing has failed."""
        for text in self.texts[:20]:
            print(text)
        print(f"{len(self.texts)} of {self.checks} checks fail")
        return 1 if self.texts or self.checks == 0 else 0
