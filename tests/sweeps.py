"""Designs, sweeps and comparisons of their bytes, for the scripted tests."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

CADRE = os.environ["CADRE"]
SOURCE = pathlib.Path(os.environ["CADRE_SOURCE"])
FILES = ("runs.csv", "summary.csv", "datapackage.json")
SERIES_FILES = (*FILES, "series.csv")  # of a sweep with --series


def write_scenario():
    """tiny.json of the tests of the command line: a run of it takes a fifth of a millisecond."""
    shutil.copy(SOURCE / "tests/cli/tiny.json", "tiny.json")


def write_design(name, **changes):
    """40 points x 3 replicates of tiny.json, or what `changes` make of it."""
    design = {
        "format": "cadre-design/1", "scenario": "tiny.json", "method": {"type": "lhs", "points": 40},
        "replicates": 3, "seed": 5,
        "inputs": {"recruitment.rho": {}, "exit.mu_novice": {}, "branches.n_min": {},
                   "organizations.left.founders.members": {"values": [20, 40]}},
        "outcomes": {"members": {"measure": "members", "take": "last"},
                     "joined": {"measure": "recruits", "take": "max"},
                     "ended": {"event": "ended", "take": "date"}}}
    design.update(changes)
    pathlib.Path(name).write_text(json.dumps(design, indent=1))


def run(*words, expect=0, **how):
    """Runs the program, or another one if the first word is a path with '/scripts/' in it."""
    command = [str(word) for word in words]
    if "/scripts/" not in command[0]:
        command.insert(0, CADRE)
    done = subprocess.run(command, capture_output=True, text=True, **how)
    if done.returncode != expect:
        sys.exit(f"{command}: ended with {done.returncode}, expected {expect}\n"
                 f"{done.stdout[-1000:]}\n{done.stderr[-3000:]}")
    return done


def read(folder, files=FILES):
    """The bytes of a sweep's files."""
    return {name: (pathlib.Path(folder) / name).read_bytes() for name in files}


def same(reference, folder, what):
    """Ends the test unless `folder` holds the bytes of `reference` (of `read`)."""
    for name in reference:
        if (pathlib.Path(folder) / name).read_bytes() != reference[name]:
            sys.exit(f"{what}: {name} differs from the uninterrupted sweep")


def saved(folder):
    """Runs that the journals of a folder hold, as `status` counts them; 0 when there are none."""
    done = subprocess.run([CADRE, "status", "--json", folder], capture_output=True, text=True)
    return json.loads(done.stdout)["result"]["saved"] if done.returncode == 0 else 0


def in_the_middle(process, folder, runs):
    """Waits until so many runs are saved."""
    for _ in range(3000):
        if saved(folder) >= runs:
            return
        if process.poll() is not None:
            sys.exit(f"the sweep ended too early, with {process.returncode}")
        time.sleep(0.01)
    sys.exit("the sweep does not get on")


def shards_at_work(folder):
    """Processes that sweep into a folder, by their command lines."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
        except OSError:
            continue
        if words[:1] == [CADRE.encode()] and os.fsencode(folder) in words:
            found.append(int(entry.name))
    return found


def all_end(folder):
    """Whether the shards end that a signal has reached: each first saves what it has."""
    for _ in range(1000):
        if not shards_at_work(folder):
            return True
        time.sleep(0.01)
    return False


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def need_parallel():
    """Skips the test where there is no GNU parallel; moreutils has another one."""
    version = shutil.which("parallel") and subprocess.run(["parallel", "--version"], text=True,
                                                          capture_output=True).stdout
    if not version or not version.startswith("GNU parallel"):
        skip("no GNU parallel")
